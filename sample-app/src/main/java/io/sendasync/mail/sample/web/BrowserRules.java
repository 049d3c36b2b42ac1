package io.sendasync.mail.sample.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.WebUtils;

/**
 * Keeps pages of other sites from using this application in a visitor's name. There is no
 * log-in, so there is no token to check: the browser says where a request comes from.
 */
@Component
class BrowserRules implements WebMvcConfigurer, HandlerInterceptor {

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this);
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		response.setHeader("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'; base-uri 'none'");
		response.setHeader("X-Content-Type-Options", "nosniff");
		response.setHeader("Referrer-Policy", "no-referrer");
		// A page that is older than the application would be hard to understand.
		response.setHeader("Cache-Control", "no-cache");
		if (!isReading(request) && isForeign(request)) {
			throw new ForeignOriginException();
		}
		return true;
	}

	private static boolean isReading(HttpServletRequest request) {
		return HttpMethod.GET.matches(request.getMethod()) || HttpMethod.HEAD.matches(request.getMethod());
	}

	private static boolean isForeign(HttpServletRequest request) {
		return "cross-site".equals(request.getHeader("Sec-Fetch-Site"))
				|| !WebUtils.isSameOrigin(new ServletServerHttpRequest(request));
	}

}
