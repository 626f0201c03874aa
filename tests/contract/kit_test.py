"""The kit of a collectivité as those who receive it see it: LibreOffice opens every document, telephones read every QR code, printers find their boxes."""
import glob
import io
import os
import re
import subprocess
import tempfile
import unittest
import zipfile

from client import demo, request

BASE = os.environ["BASE_URL"]


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=240).stdout


class Kit(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.place = demo()["collectivites"][0]
        answer = request(BASE, "/f/kit?collectivite=" + cls.place["slug"], headers={"Accept": "text/html"})
        assert answer.status == 200, answer.status
        cls.folder = tempfile.TemporaryDirectory()
        zipfile.ZipFile(io.BytesIO(answer.body)).extractall(cls.folder.name)
        cls.root = cls.folder.name + "/kit-" + cls.place["slug"]

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def files(self, *endings):
        found = sorted(name for ending in endings for name in glob.glob(f"{self.root}/*.{ending}"))
        self.assertTrue(found, endings)
        return found

    def pictures(self, pdf):
        run("pdftoppm", "-r", "100", "-cropbox", "-png", pdf, pdf)
        return sorted(glob.glob(glob.escape(pdf) + "-*.png"))

    def test_libreoffice_opens_every_document_with_its_text_and_its_slides(self):
        out = self.folder.name + "/opened"
        for ending in ("odt", "docx", "odp", "pptx"):
            run("soffice", "--headless", f"-env:UserInstallation=file://{self.folder.name}/profile", "--convert-to", "pdf", "--outdir", f"{out}/{ending}",
                *self.files(ending))
            for source in self.files(ending):
                pdf = f"{out}/{ending}/" + os.path.basename(source).replace("." + ending, ".pdf")
                text = run("pdftotext", pdf, "-")
                self.assertIn(self.place["name"], text, source)
                self.assertNotIn("{", text, source)
                if ending in ("odp", "pptx"):
                    self.assertIn("Pages:           11", run("pdfinfo", pdf), source)
                for picture in self.pictures(pdf):
                    self.assertGreater(os.path.getsize(picture), 5000, f"{source}: an empty page")
        # A file that it cannot read is converted as plain text: the words of the XML would be there.
        self.assertNotIn("xmlns", run("pdftotext", out + "/docx/acte.pdf", "-"))

    def test_the_same_text_stands_in_both_formats(self):
        words = {}
        for ending, part in (("odt", "content.xml"), ("docx", "word/document.xml")):
            xml = zipfile.ZipFile(f"{self.root}/acte.{ending}").read(part).decode()
            words[ending] = re.sub(r"<[^>]*>", " ", xml).split()
        self.assertEqual(words["odt"], words["docx"])

    def test_telephones_read_the_codes_of_what_is_printed(self):
        for pdf in self.files("pdf"):
            read = subprocess.run(["zbarimg", "-q", "--raw", *self.pictures(pdf)], capture_output=True, text=True).stdout  # 4: a page without a code
            self.assertEqual(read, f"{BASE}/c/{self.place['slug']}/\n", pdf)

    def test_printers_find_the_trimmed_page_and_its_bleed(self):
        sizes = {"affiche-parler-a3": (297, 420), "affiche-parler-a4": (210, 297), "depliant": (148, 210), "encart": (210, 99)}
        for name, (width, height) in sizes.items():
            told = run("pdfinfo", "-box", f"{self.root}/{name}.pdf")
            boxes = {line.split(":")[0]: [float(n) for n in line.split(":")[1].split()] for line in told.splitlines() if "Box" in line}
            for box, more in (("MediaBox", 6), ("BleedBox", 6), ("TrimBox", 0)):
                left, bottom, right, top = boxes[box]
                self.assertAlmostEqual((right - left) * 25.4 / 72, width + more, delta=0.6, msg=f"{name} {box}")
                self.assertAlmostEqual((top - bottom) * 25.4 / 72, height + more, delta=0.6, msg=f"{name} {box}")
            fonts = run("pdffonts", f"{self.root}/{name}.pdf").splitlines()[2:]
            self.assertTrue(fonts and all(line.split()[-5] == "yes" for line in fonts), f"{name}: a font is not embedded")
            self.assertIn("Tagged:          yes", run("pdfinfo", f"{self.root}/{name}.pdf"))


if __name__ == "__main__":
    unittest.main()
