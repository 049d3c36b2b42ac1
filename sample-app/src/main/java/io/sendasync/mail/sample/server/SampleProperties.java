package io.sendasync.mail.sample.server;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is particular to the sample.
 *
 * @param allowedRecipients Addresses that mail may be sent to through an external server.
 * @param weather How the embedded server behaves at first.
 */
@ConfigurationProperties("sample")
record SampleProperties(@DefaultValue List<String> allowedRecipients, @DefaultValue("calm") Weather weather) {
}
