package io.sendasync.mail.sample.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often one client may use the API.
 *
 * @param requests Requests that a client may make at once.
 * @param perSecond Requests that a client may make for good, per second.
 */
@ConfigurationProperties("sample.rate-limit")
record RateLimitProperties(@DefaultValue("300") int requests, @DefaultValue("50") int perSecond) {
}
