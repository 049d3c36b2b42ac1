package io.sendasync.mail.sample.web;

import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.WebUtils;

/**
 * Keeps pages of other sites from using this application in a visitor's name, twice:
 * browsers say where a request that changes something comes from, and what a foreign page
 * could send without asking first must carry a form's token or a header that foreign
 * pages cannot set. JSON, PUT and DELETE browsers send to other sites only after a
 * preflight, which nobody here answers.
 */
@Component
class BrowserRules implements WebMvcConfigurer, HandlerInterceptor {

	private static final String ANY_CLIENT_HEADER = "X-Requested-With";

	private final CsrfTokens tokens;

	BrowserRules(CsrfTokens tokens) {
		this.tokens = tokens;
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this);
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		response.setHeader("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'; base-uri 'none'");
		response.setHeader("X-Content-Type-Options", "nosniff");
		// With "no-referrer", browsers would hide the origin of our own forms from us.
		response.setHeader("Referrer-Policy", "same-origin");
		// A page that is older than the application would be hard to understand.
		response.setHeader("Cache-Control", "no-cache");
		if (isReading(request)) {
			if (wantsPage(request)) {
				this.tokens.prepare(request, response);
			}
		}
		else if (isForeign(request)) {
			throw new ForeignOriginException();
		}
		else if (needsNoPreflight(request) && !this.tokens.matches(request)) {
			throw new MissingTokenException();
		}
		return true;
	}

	private static boolean wantsPage(HttpServletRequest request) {
		String accept = request.getHeader(HttpHeaders.ACCEPT);
		return accept != null && accept.contains(MediaType.TEXT_HTML_VALUE);
	}

	private static boolean needsNoPreflight(HttpServletRequest request) {
		String type = request.getContentType();
		boolean json = type != null && type.toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_JSON_VALUE);
		return HttpMethod.POST.matches(request.getMethod()) && !json && request.getHeader(ANY_CLIENT_HEADER) == null;
	}

	private static boolean isReading(HttpServletRequest request) {
		return HttpMethod.GET.matches(request.getMethod()) || HttpMethod.HEAD.matches(request.getMethod());
	}

	private static boolean isForeign(HttpServletRequest request) {
		// "same-site" is another port of this host, or a neighbour within its domain.
		String site = request.getHeader("Sec-Fetch-Site");
		return (site != null && !site.equals("same-origin") && !site.equals("none"))
				|| !WebUtils.isSameOrigin(new ServletServerHttpRequest(request));
	}

}
