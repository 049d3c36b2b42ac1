package io.sendasync.mail.sample.server;

import java.nio.charset.StandardCharsets;

import io.sendasync.mail.sample.server.MailDetail.AttachedFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Mails as anybody may write them.
 */
class ArrivedMailTests {

	private static final String RELATED = """
			Content-Type: multipart/related; boundary=b

			--b
			Content-Type: text/html

			<img src="cid:a%40b"><img src=cid:page><img src="cid:none"> cid:a@b$1
			--b
			Content-Type: image/png
			Content-ID: <a@b>
			Content-Transfer-Encoding: base64

			AQID
			--b
			Content-Type: image/svg+xml
			Content-ID: <page>

			<svg/>
			--b--
			""";

	@Test
	void onlyImagesThatHoldNoScriptArePutIntoTheDocument() throws Exception {
		assertThat(mail(RELATED).document().orElseThrow().strip()).isEqualTo(
				"<img src=\"data:image/png;base64,AQID\"><img src=cid:page><img src=\"cid:none\">" + " cid:a@b$1");
		assertThat(mail(RELATED).detail().attachments()).extracting(AttachedFile::type)
			.containsExactly("image/svg+xml");
	}

	@Test
	void imageThatIsNamedVeryOftenIsShownOnlySoOften() throws Exception {
		String image = "A".repeat(100_000) + "\n";
		String html = "<img src='cid:i'>".repeat(1000);
		ArrivedMail mail = mail("Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n" + html
				+ "\n--b\nContent-Type: image/png\nContent-ID: <i>\n\n" + image + "--b--\n");
		assertThat(mail.document().orElseThrow()).hasSizeBetween(16_000_000, 18_000_000);
	}

	@Test
	void partsAreNotFollowedIntoTheDepth() throws Exception {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < 5000; i++) {
			text.append("Content-Type: multipart/mixed; boundary=b").append(i).append("\n\n--b").append(i).append('\n');
		}
		assertThat(mail(text + "Content-Type: text/plain\n\nx\n").detail().text()).isNull();
	}

	@Test
	void brokenMultipartIsAFileAndItsSourceCanBeRead() throws Exception {
		ArrivedMail mail = mail("Subject: s\nContent-Type: multipart/mixed\n\nno parts");
		assertThat(mail.detail().subject()).isEqualTo("s");
		assertThat(new String(mail.source(), StandardCharsets.UTF_8)).endsWith("no parts");
	}

	@Test
	void textInAnUnknownCharsetIsShown() throws Exception {
		assertThat(mail("Content-Type: text/plain; charset=x-none\n\nGr\u00fc\u00dfe").detail().text())
			.isEqualTo("Gr\u00fc\u00dfe");
	}

	@Test
	void textThatIsAttachedIsAFileAndNotTheText() throws Exception {
		MailDetail detail = mail("Content-Type: text/plain\nContent-Disposition: attachment;"
				+ " filename=\"=?utf-8?q?Gr=C3=BC=C3=9Fe.txt?=\"\n\nx")
			.detail();
		assertThat(detail.text()).isNull();
		assertThat(detail.attachments()).containsExactly(new AttachedFile(0, "Gr\u00fc\u00dfe.txt", "text/plain", 1));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			../../etc/passwd           | passwd
			C:\\Windows\\x.exe         | x.exe
			photo\u202egpj.exe         | photogpj.exe
			..                         | file
			a<b>?"c                     | a_b___c
			'a\r\nSet-Cookie: b.txt'   | aSet-Cookie_ b.txt
			\u8acb\u6c42.pdf           | \u8acb\u6c42.pdf
			""")
	void fileNamesAreHarmless(String name, String harmless) {
		assertThat(FileNames.harmless(name)).isEqualTo(harmless);
	}

	private static ArrivedMail mail(String text) throws Exception {
		return new ArrivedMail(1, text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
	}

}
