package io.sendasync.mail.sample.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Keeps one client from using the API up for all: a bucket of tokens for each address,
 * for as many addresses as it is worth to remember.
 *
 * <p>
 * Thread contract: any thread may call any method.
 */
@Component
class RateLimit implements WebMvcConfigurer, HandlerInterceptor {

	private static final int MAX_CLIENTS = 10_000;

	/** Who has an IPv6 address commonly has all with the same first half. */
	private static final int IPV6_NETWORK_OCTETS = 8;

	private final LoadingCache<String, Bucket> buckets;

	RateLimit(RateLimitProperties properties) {
		this.buckets = Caffeine.newBuilder()
			.maximumSize(MAX_CLIENTS)
			.expireAfterAccess(Duration.ofMinutes(10))
			.build((client) -> bucket(properties));
	}

	private static Bucket bucket(RateLimitProperties properties) {
		return Bucket.builder()
			.addLimit((limit) -> limit.capacity(properties.requests())
				.refillGreedy(properties.perSecond(), Duration.ofSeconds(1)))
			.build();
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this).addPathPatterns("/api/**", "/compose/**", "/sends/**");
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		ConsumptionProbe probe = this.buckets.get(client(request.getRemoteAddr())).tryConsumeAndReturnRemaining(1);
		if (!probe.isConsumed()) {
			throw new TooManyRequestsException(1 + TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill()));
		}
		return true;
	}

	/**
	 * Whose bucket it is.
	 */
	static String client(String address) {
		try {
			InetAddress parsed = InetAddress.getByName(address);
			return (parsed instanceof Inet6Address)
					? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), IPV6_NETWORK_OCTETS)) : address;
		}
		catch (UnknownHostException ex) {
			return address;
		}
	}

}
