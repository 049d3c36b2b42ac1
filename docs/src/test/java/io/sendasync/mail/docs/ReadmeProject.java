package io.sendasync.mail.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An empty Spring Boot project, as start.spring.io makes it, with what the README says
 * and nothing else.
 *
 * @param directory where it is
 */
record ReadmeProject(Path directory) {

	private static final String POM = """
			<project xmlns="http://maven.apache.org/POM/4.0.0">
				<modelVersion>4.0.0</modelVersion>
				<parent>
					<groupId>org.springframework.boot</groupId>
					<artifactId>spring-boot-starter-parent</artifactId>
					<version>%s</version>
					<relativePath/>
				</parent>
				<groupId>com.example</groupId>
				<artifactId>demo</artifactId>
				<version>0.0.1-SNAPSHOT</version>
				<properties>
					<java.version>17</java.version>
				</properties>
				<dependencies>
					<dependency>
						<groupId>org.springframework.boot</groupId>
						<artifactId>spring-boot-starter</artifactId>
					</dependency>
					<dependency>
						<groupId>org.springframework.boot</groupId>
						<artifactId>spring-boot-starter-test</artifactId>
						<scope>test</scope>
					</dependency>
			%s
				</dependencies>
				<build>
					<plugins>
						<plugin>
							<groupId>org.springframework.boot</groupId>
							<artifactId>spring-boot-maven-plugin</artifactId>
						</plugin>
					</plugins>
				</build>
			</project>
			""";

	/** Where Maven finds what is published, and what it has downloaded before. */
	private static final String SETTINGS = """
			<settings>
				<profiles>
					<profile>
						<id>local</id>
						<repositories>
							<repository><id>published</id><url>%1$s</url></repository>
							<repository><id>downloaded</id><url>%2$s</url><snapshots><enabled>false</enabled></snapshots></repository>
						</repositories>
						<pluginRepositories>
							<pluginRepository><id>downloaded</id><url>%2$s</url></pluginRepository>
						</pluginRepositories>
					</profile>
				</profiles>
				<activeProfiles><activeProfile>local</activeProfile></activeProfiles>
			</settings>
			""";

	private static final Pattern FILE = Pattern.compile("`(src/[\\w/]+/(\\w+)\\.java)`.*?^```java\n(.*?)^```$",
			Pattern.DOTALL | Pattern.MULTILINE);

	private static final Pattern BOOT = Pattern.compile("<version>([^<]+)</version>\\s*<relativePath/>");

	/**
	 * Does what the README says: dependencies, properties, and each file that it names,
	 * of the code block below the name and the one with the class.
	 */
	static ReadmeProject create(Path directory) throws IOException {
		ReadmeProject project = new ReadmeProject(directory);
		Page readme = Page.of("README.md");
		Matcher boot = BOOT.matcher(Page.of("pom.xml").text());
		assertThat(boot.find()).isTrue();
		project.write("pom.xml", POM.formatted(boot.group(1), String.join("", readme.blocks("xml"))));
		project.write("src/main/resources/application.yaml", readme.blocks("yaml").get(0));
		Matcher file = FILE.matcher(readme.text());
		while (file.find()) {
			String body = body(readme, file.group(2));
			project.write(file.group(1), body.startsWith(file.group(3)) ? body : file.group(3) + "\n" + body);
		}
		return project;
	}

	private static String body(Page readme, String type) {
		return readme.blocks("java")
			.stream()
			.filter((block) -> block.contains("class " + type + " "))
			.findFirst()
			.orElseThrow();
	}

	private void write(String file, String text) throws IOException {
		Path path = this.directory.resolve(file);
		Files.createDirectories(path.getParent());
		Files.writeString(path, text);
	}

	/**
	 * Builds and tests it, with a local repository of its own.
	 * @param published the repository of what is tested here
	 * @return what Maven said
	 */
	String build(Path published) throws Exception {
		String downloaded = System.getProperty("localRepository", System.getProperty("user.home") + "/.m2/repository");
		write("settings.xml", SETTINGS.formatted(published.toUri(), Path.of(downloaded).toUri()));
		return run(Map.of(), "mvn", "-B", "-gs", "settings.xml", "-Dmaven.repo.local=" + this.directory.resolve("m2"),
				"package");
	}

	/**
	 * Starts what was built.
	 * @param environment what the operator sets
	 * @return what it said
	 */
	String start(Map<String, String> environment, String... arguments) throws Exception {
		Path java = Path.of(System.getProperty("java.home"), "bin", "java");
		List<String> command = new ArrayList<>(List.of(java.toString(), "-jar", "target/demo-0.0.1-SNAPSHOT.jar"));
		command.addAll(List.of(arguments));
		return run(environment, command.toArray(String[]::new));
	}

	private String run(Map<String, String> environment, String... command) throws Exception {
		Path output = Files.createTempFile(this.directory, "output", ".txt");
		ProcessBuilder builder = new ProcessBuilder(command).directory(this.directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile());
		builder.environment().putAll(environment);
		Process process = builder.start();
		try {
			boolean ended = process.waitFor(10, TimeUnit.MINUTES);
			String said = Files.readString(output);
			assertThat(ended && process.exitValue() == 0).as("%s: %s", List.of(command), said).isTrue();
			return said;
		}
		finally {
			process.destroyForcibly();
		}
	}

}
