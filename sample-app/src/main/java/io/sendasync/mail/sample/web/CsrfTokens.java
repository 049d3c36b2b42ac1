package io.sendasync.mail.sample.web;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.RequestDataValueProcessor;
import org.springframework.web.util.WebUtils;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * The token that forms carry: it is in a cookie, and in a hidden field of every form that
 * names its target by {@code th:action}. Another site's page can have the browser send
 * the cookie, but cannot read it to fill in the field. Nothing is kept here, so a form
 * outlives a restart.
 */
@Component("requestDataValueProcessor")
class CsrfTokens implements RequestDataValueProcessor {

	static final String FIELD = "_csrf";

	private static final String COOKIE = "csrf";

	private static final int OCTETS = 16;

	private final SecureRandom random = new SecureRandom();

	/**
	 * Sees to it that the visitor has a token, before a page is written.
	 */
	void prepare(HttpServletRequest request, HttpServletResponse response) {
		if (cookie(request) != null) {
			return;
		}
		byte[] octets = new byte[OCTETS];
		this.random.nextBytes(octets);
		String token = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
		request.setAttribute(FIELD, token);
		response.addHeader(HttpHeaders.SET_COOKIE,
				ResponseCookie.from(COOKIE, token)
					.httpOnly(true)
					.sameSite("Strict")
					.secure(request.isSecure())
					.path(request.getContextPath() + "/")
					.build()
					.toString());
	}

	boolean matches(HttpServletRequest request) {
		String expected = cookie(request);
		String given = request.getParameter(FIELD);
		return expected != null && given != null
				&& MessageDigest.isEqual(expected.getBytes(US_ASCII), given.getBytes(US_ASCII));
	}

	private static @Nullable String cookie(HttpServletRequest request) {
		Cookie cookie = WebUtils.getCookie(request, COOKIE);
		return (cookie != null && !cookie.getValue().isEmpty()) ? cookie.getValue() : null;
	}

	@Override
	public @Nullable Map<String, String> getExtraHiddenFields(HttpServletRequest request) {
		String fresh = (String) request.getAttribute(FIELD);
		String token = (fresh != null) ? fresh : cookie(request);
		return (token != null) ? Map.of(FIELD, token) : null;
	}

	@Override
	public String processAction(HttpServletRequest request, String action, String httpMethod) {
		return action;
	}

	@Override
	public String processFormFieldValue(HttpServletRequest request, @Nullable String name, String value, String type) {
		return value;
	}

	@Override
	public String processUrl(HttpServletRequest request, String url) {
		return url;
	}

}
