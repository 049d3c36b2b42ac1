package com.example.demo;

import com.example.demo.Invoices.OrderId;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class DemoApplication {

	public static void main(String[] args) {
		SpringApplication.run(DemoApplication.class, args);
	}

	@Bean
	ApplicationRunner orders(Invoices invoices) {
		return (args) -> args.getNonOptionArgs().forEach((number) -> invoices.send(new OrderId(number)));
	}

}
