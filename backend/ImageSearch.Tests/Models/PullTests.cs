using System.Diagnostics;
using ImageSearch.Engine;
using ImageSearch.Engine.Models;

namespace ImageSearch.Tests.Models;

/// <remarks>Two tests measure time.</remarks>
[NonParallelizable]
public class PullTests : ModelStoreFixture
{
    [Test]
    public async Task PullAsync_GoodServer_PutsTheFileIntoItsPlaceAndTellsOfProgress()
    {
        var store = StoreOf(exchange => exchange.FileAsync(Content));
        var progress = new Recorder();

        var model = await store.PullAsync("zoo", progress, CancellationToken.None);

        Assert.That((await store.FindAsync("zoo", CancellationToken.None)).Path, Is.EqualTo(model.Path));
        Assert.That((model.Installed, model.Path, model.PartialBytes), Is.EqualTo((true, Target, 0)));
        Assert.That(File.ReadAllBytes(Target), Is.EqualTo(Content));
        Assert.That(Directory.GetFiles(Downloads), Is.EqualTo(new[] { Target }));
        Assert.That(progress.Reports.Select(report => report.Received), Is.Ordered.And.No.Empty);
        Assert.That(progress.Reports[^1], Is.EqualTo(new PullProgress(Content.Length, Content.Length, model.Sources[0])));
    }

    [Test]
    public async Task PullAsync_IsThereAlready_AsksNobody()
    {
        var server = Serve(exchange => exchange.FileAsync(Content));
        var store = StoreOf([$"{server.Address}/zoo.onnx"], null);
        await PullAsync(store);

        await PullAsync(store);

        Assert.That(server.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task PullAsync_FirstSourcesFail_TakesTheNext()
    {
        var store = StoreOf(
            exchange => exchange.HeadAsync("404 Not Found", "Content-Length: 0"),
            exchange => exchange.FileAsync("<html>Sign in</html>"u8.ToArray(), "Content-Type: text/html"),
            exchange => exchange.FileAsync(new byte[Content.Length]),
            exchange => exchange.FileAsync(Content));

        await PullAsync(store);

        Assert.That(File.ReadAllBytes(Target), Is.EqualTo(Content));
    }

    [Test]
    public async Task PullAsync_SourceLeadsOn_Follows()
    {
        var store = StoreOf(exchange => exchange.Path == "/zoo.onnx"
            ? exchange.HeadAsync("302 Found", "Location: /elsewhere?a=b", "Content-Length: 0")
            : exchange.FileAsync(Content));

        Assert.That((await PullAsync(store)).Installed);
    }

    [Test]
    public async Task PullAsync_LengthIsNotAnnounced_Succeeds()
    {
        var store = StoreOf(async exchange =>
        {
            await exchange.HeadAsync("200 OK");
            await exchange.BodyAsync(Content);
        });

        Assert.That((await PullAsync(store)).Installed);
    }

    [Test]
    public async Task PullAsync_NothingListens_FailsAtOnceAndSaysSo()
    {
        var store = StoreOf([$"{FileServer.Nothing()}/zoo.onnx", $"{FileServer.Nothing()}/zoo.onnx"], null);
        var started = Stopwatch.StartNew();

        var failure = await FailureAsync(store);

        Assert.That(started.Elapsed, Is.LessThan(TimeSpan.FromSeconds(3)));
        Assert.That(
            failure.Message,
            Does.Contain("Zoo could not be fetched: 127.0.0.1:").And.Contain("cannot be reached").And.Contain("Check the network"));
        Assert.That(Directory.GetFiles(Downloads).Where(file => new FileInfo(file).Length > 0), Is.Empty);
    }

    /// <summary>An address that never answers, as behind a firewall that drops packets.</summary>
    [Test]
    public async Task PullAsync_NobodyAcceptsTheConnection_GivesUpAfterTheTimeForIt()
    {
        var store = StoreOf(["https://192.0.2.1/zoo.onnx", "https://192.0.2.1/again.onnx"], options => options.ConnectSeconds = 0.3);
        var started = Stopwatch.StartNew();

        Assert.That((await FailureAsync(store)).Message, Does.Contain("cannot be reached"));
        Assert.That(started.Elapsed, Is.LessThan(TimeSpan.FromSeconds(3)));
    }

    [Test]
    public void PullAsync_Offline_RefusesWithoutAsking()
    {
        var server = Serve(exchange => exchange.FileAsync(Content));
        var store = StoreOf([$"{server.Address}/zoo.onnx"], options => options.Offline = true);

        Assert.That(
            () => PullAsync(store),
            Refuses.As(LibraryErrorKind.Conflict, "model-conflict").With.Message.Contains("offline").And.Message.Contains(Downloads));
        Assert.That(server.Requests, Is.Empty);
    }

    [Test]
    public void PullAsync_NobodyOffersIt_SaysWhereToPutIt()
    {
        var store = StoreOf([], null);

        Assert.That(
            () => PullAsync(store),
            Refuses.As(LibraryErrorKind.Conflict, "model-conflict").With.Message.Contains(Path.Combine(Folder, "models")));
        Assert.That(() => store.PullAsync("nonsense", null, CancellationToken.None), Refuses.As(LibraryErrorKind.NotFound));
    }

    [Test]
    public void PullAsync_FolderCannotBeMade_SaysWhatToDo()
    {
        File.WriteAllText(Path.Combine(Folder, "data"), "a file");
        var store = StoreOf(exchange => exchange.FileAsync(Content));

        Assert.That(
            () => PullAsync(store),
            Refuses.As(LibraryErrorKind.Conflict, "model-conflict").With.Message.Contains(Path.Combine(Folder, "data")));
    }

    private sealed class Recorder : IProgress<PullProgress>
    {
        public List<PullProgress> Reports { get; } = [];

        public void Report(PullProgress value) => Reports.Add(value);
    }
}
