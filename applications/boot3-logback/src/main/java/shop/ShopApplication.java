package shop;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A web shop as Spring Boot's own guides build one. */
@SpringBootApplication(proxyBeanMethods = false)
public class ShopApplication {
    /** Opens the shop until the process is asked to end. */
    public static void main(String[] args) {
        SpringApplication.run(ShopApplication.class, args);
    }
}
