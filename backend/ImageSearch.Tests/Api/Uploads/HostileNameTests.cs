using System.Text;
using System.Text.Json.Nodes;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Api.Uploads;

/// <summary>Names in the form's header, and the names that they become.</summary>
internal sealed class HostileNameTests : ServiceFixture
{
    private static readonly byte[] Picture = TestImages.Jpeg(24, 24, 1);

    [TestCase("../../../etc/passwd", "passwd")]
    [TestCase("/etc/cron.d/evil.jpg", "evil.jpg")]
    [TestCase("..", "image")]
    [TestCase(".", "image")]
    [TestCase("", "image")]
    [TestCase("   ", "image")]
    [TestCase("folder/", "image")]
    [TestCase(".htaccess", ".htaccess")]
    [TestCase("..\\\\..\\\\windows\\\\win.ini", "win.ini")]
    [TestCase("C:\\Users\\me\\dress.jpg", "dress.jpg")]
    [TestCase("\\\\\\\\server\\\\share\\\\a.jpg", "a.jpg")]
    [TestCase("say \\\"cheese\\\".jpg", "say \"cheese\".jpg")]
    [TestCase("say %22cheese%22.jpg", "say \"cheese\".jpg")]
    [TestCase("it's; a=b, c.jpg", "it's; a=b, c.jpg")]
    [TestCase("\U0001F457 dress.jpg", "\U0001F457 dress.jpg")]
    [TestCase("Привет мир.png", "Привет мир.png")]
    [TestCase("e\u0301te\u0301.jpg", "\u00e9t\u00e9.jpg")]
    [TestCase("gpj\u202e.exe", "gpj.exe")]
    [TestCase("tab\tname.jpg", "tabname.jpg")]
    [TestCase("<script>alert(1)<\\script>.jpg", "script>.jpg")]
    [TestCase("%2e%2e%2f%2e%2e%2fetc.jpg", "%2e%2e%2f%2e%2e%2fetc.jpg")]
    [TestCase("CON", "CON")]
    [TestCase("a.jpg\u007f", "a.jpg")]
    [TestCase("a\0b.jpg", "ab.jpg")]
    [TestCase("say \"cheese\".jpg", "say \"cheese\".jpg")]
    [TestCase("\"", "\"")]
    public async Task Post_OddName_IsKeptAsANameAndNeverAsAPath(string sent, string expected)
    {
        var image = (await UploadAsync(201, Multipart.Of((sent, Picture)))).Items("results")[0]["image"]!;

        Assert.That(image.Text("name"), Is.EqualTo(expected));
        Assert.That(await Http.GetByteArrayAsync(image.Text("url")), Is.EqualTo(Picture));
    }

    [Test]
    public async Task Post_NameOf300Characters_KeepsItsExtension([Values("x", "é", "\U0001F457")] string character)
    {
        var sent = string.Concat(Enumerable.Repeat(character, 300)) + ".jpeg";
        var name = (await UploadAsync(201, Multipart.Of((sent, Picture)))).Items("results")[0].Text("name");

        Assert.That(Encoding.UTF8.GetByteCount(name), Is.InRange(250, 255));
        Assert.That(name, Does.StartWith(character).And.EndsWith(character + ".jpeg"));
    }

    [TestCase("filename*=UTF-8''na%C3%AFve%20%F0%9F%91%97.jpg", "naïve \U0001F457.jpg")]
    [TestCase("filename=\"plain.jpg\"; filename*=UTF-8''..%2F..%2Fstarred.jpg", "starred.jpg")]
    [TestCase("filename*=UTF-8''a%00b%0D%0Ac.jpg", "abc.jpg")]
    [TestCase("filename=unquoted.jpg", "unquoted.jpg")]
    [TestCase("filename=\"fallback.jpg\"; filename*=nonsense", "fallback.jpg")]
    [TestCase("filename*=nonsense", "image")]
    public async Task Post_NameInRfc5987_IsDecoded(string parameter, string expected)
    {
        var form = new Multipart().Part($"Content-Disposition: form-data; name=\"files\"; {parameter}", Picture);

        Assert.That((await UploadAsync(201, form)).Items("results")[0].Text("name"), Is.EqualTo(expected));
    }

    [Test]
    public async Task Post_NoFileName_IsAFileAllTheSame()
    {
        var form = new Multipart().Part("Content-Disposition: form-data; name=\"files\"\r\nContent-Type: image/jpeg", Picture);

        Assert.That((await UploadAsync(201, form)).Items("results")[0].Text("name"), Is.EqualTo("image"));
    }

    private Task<JsonNode> UploadAsync(int status, Multipart form) =>
        Http.SendAsync(HttpMethod.Post, "/api/v1/images", form.Field("onDuplicate", "keep").ToContent(), status);
}
