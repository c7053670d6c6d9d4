namespace ImageSearch.Tests.Models;

/// <summary>Servers that misbehave.</summary>
public class HostileSourceTests : ModelStoreFixture
{
    [Test]
    public async Task PullAsync_AnotherFileOfTheSameLength_IsNotKept()
    {
        var store = StoreOf(exchange => exchange.FileAsync(new byte[Content.Length]));

        Assert.That((await FailureAsync(store)).Message, Does.Contain("its checksum is not the one in models.json"));
        AssertNothingIsLeft();
    }

    [Test]
    public async Task PullAsync_WebPageInsteadOfTheFile_SaysSo()
    {
        var store = StoreOf(exchange => exchange.FileAsync(new byte[Content.Length], "Content-Type: text/html; charset=utf-8"));

        Assert.That((await FailureAsync(store)).Message, Does.Contain("answers a web page instead of the file"));
        AssertNothingIsLeft();
    }

    [TestCase(10)]
    [TestCase(1_000_000_000)]
    public async Task PullAsync_AnnouncesAnotherLength_IsNotRead(long length)
    {
        var store = StoreOf(async exchange =>
        {
            await exchange.HeadAsync("200 OK", $"Content-Length: {length}");
            await exchange.StallAsync();
        });

        Assert.That((await FailureAsync(store)).Message, Does.Contain($"announces {length:N0} bytes instead of 300,000"));
        AssertNothingIsLeft();
    }

    [Test]
    public async Task PullAsync_SendsMoreThanTheFile_NeverWritesMore()
    {
        var store = StoreOf(async exchange =>
        {
            await exchange.HeadAsync("200 OK");
            while (true)
                await exchange.BodyAsync(Content);
        });

        Assert.That((await FailureAsync(store)).Message, Does.Contain("sends more than the 300,000 bytes"));
        AssertNothingIsLeft();
    }

    [Test]
    public async Task PullAsync_SaysNothing_GivesUp()
    {
        var store = StoreOf(exchange => exchange.StallAsync());

        Assert.That((await FailureAsync(store)).Message, Does.Contain("does not answer for 0.4 s"));
    }

    [Test]
    public async Task PullAsync_Stalls_GivesUpAndKeepsWhatCame()
    {
        var store = StoreOf(async exchange =>
        {
            await exchange.HeadAsync("200 OK", $"Content-Length: {Content.Length}");
            await exchange.BodyAsync(Content[..100_000]);
            await exchange.StallAsync();
        });

        Assert.That((await FailureAsync(store)).Message, Does.Contain("after 100,000 of 300,000 bytes").And.Contain("is kept"));
    }

    [Test]
    public async Task PullAsync_LeadsInCircles_GivesUp()
    {
        var server = Serve(exchange => exchange.HeadAsync("302 Found", "Location: /zoo.onnx", "Content-Length: 0"));
        var store = StoreOf([$"{server.Address}/zoo.onnx"], null);

        Assert.That((await FailureAsync(store)).Message, Does.Contain("redirects more than 5 times"));
        Assert.That(server.Requests, Has.Count.EqualTo(6));
    }

    [TestCase("http://192.0.2.1/zoo.onnx")]
    [TestCase("ftp://192.0.2.1/zoo.onnx")]
    [TestCase("file:///etc/passwd")]
    public async Task PullAsync_LeadsToWhereItShouldNot_IsNotFollowed(string target)
    {
        var store = StoreOf(exchange => exchange.HeadAsync("302 Found", $"Location: {target}", "Content-Length: 0"));

        Assert.That((await FailureAsync(store)).Message, Does.Contain("is not trusted"));
    }

    [TestCase("https://example.org/a", "https://example.com/b", true)]
    [TestCase("https://example.org/a", "http://example.com/b", false)]
    [TestCase("https://example.org/a", "http://127.0.0.1:8000/api/v1/images", false)]
    [TestCase("https://example.org/a", "https://localhost/secret", false)]
    [TestCase("http://127.0.0.1/a", "http://127.0.0.1:81/b", true)]
    public void IsAllowed_ARedirect_NeverLeadsAForeignSourceToThisMachine(string source, string target, bool allowed) =>
        Assert.That(Engine.Embedding.SourceAddress.IsAllowed(new Uri(target), new Uri(source)), Is.EqualTo(allowed));

    private void AssertNothingIsLeft() =>
        Assert.That(Directory.GetFiles(Downloads).Where(file => new FileInfo(file).Length > 0), Is.Empty);
}
