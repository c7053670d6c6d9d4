using ImageSearch.Engine;
using ImageSearch.Engine.Models;

namespace ImageSearch.Tests.Models;

/// <summary>An interrupted download continues where it ended.</summary>
public class ResumeTests : ModelStoreFixture
{
    private const string Tag = "ETag: \"one\"";

    [Test]
    public async Task PullAsync_ConnectionBreaksOff_GoesOnThere()
    {
        var server = Serve(BreakingOffAt(200_000));
        var store = StoreOf([$"{server.Address}/zoo.onnx"], null);

        await PullAsync(store);

        Assert.That(File.ReadAllBytes(Target), Is.EqualTo(Content));
        Assert.That(server.Requests, Has.Count.EqualTo(2));
        Assert.That(server.Requests[1], Does.Contain("Range: bytes=200000-").And.Contain("If-Range: \"one\""));
    }

    [Test]
    public async Task PullAsync_AfterAnEarlierOne_FetchesOnlyTheRest()
    {
        var stalling = Serve(async exchange =>
        {
            await exchange.HeadAsync("200 OK", $"Content-Length: {Content.Length}", Tag);
            await exchange.BodyAsync(Content[..150_000]);
            await exchange.StallAsync();
        });
        await FailureAsync(StoreOf([$"{stalling.Address}/zoo.onnx"], null));
        var server = Serve(exchange => exchange.FileAsync(Content));
        var store = StoreOf([$"{server.Address}/zoo.onnx"], null);
        Assert.That((await store.FindAsync("zoo", CancellationToken.None)).PartialBytes, Is.EqualTo(150_000));

        await PullAsync(store);

        Assert.That(File.ReadAllBytes(Target), Is.EqualTo(Content));
        // the entity tag of one server means nothing to another
        Assert.That(server.Requests.Single(), Does.Contain("Range: bytes=150000-").And.Not.Contain("If-Range"));
    }

    [Test]
    public async Task PullAsync_Cancelled_KeepsWhatCame()
    {
        using var cancellation = new CancellationTokenSource();
        var store = StoreOf(async exchange =>
        {
            await exchange.HeadAsync("200 OK", $"Content-Length: {Content.Length}");
            await exchange.BodyAsync(Content[..200_000]);
            await exchange.StallAsync();
        });
        var progress = new Callback(report =>
        {
            if (report.Received >= 131_072)
                cancellation.Cancel();
        });

        Assert.That(async () => await store.PullAsync("zoo", progress, cancellation.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That((await store.FindAsync("zoo", CancellationToken.None)).PartialBytes, Is.GreaterThanOrEqualTo(131_072));
    }

    [Test]
    public async Task PullAsync_ServerKnowsNoRanges_StartsAgain()
    {
        var broken = false;
        var store = StoreOf(async exchange =>
        {
            await exchange.HeadAsync("200 OK", $"Content-Length: {Content.Length}");
            await exchange.BodyAsync(broken ? Content : Content[..200_000]);
            broken = true;
        });

        await PullAsync(store);

        Assert.That(File.ReadAllBytes(Target), Is.EqualTo(Content));
    }

    [TestCase("416 Range Not Satisfiable", "Content-Range: bytes */10")]
    [TestCase("206 Partial Content", "Content-Range: bytes 0-299999/300000")]
    [TestCase("206 Partial Content", "Content-Range: bytes 200000-299999/999999")]
    public async Task PullAsync_ServerAnswersAnotherRange_StartsAgain(string status, string range)
    {
        var store = StoreOf(async exchange =>
        {
            if (exchange.From is not null)
                await exchange.HeadAsync(status, range, "Content-Length: 0");
            else
                await BreakingOffOnceAsync(exchange);
        });

        await PullAsync(store);

        Assert.That(File.ReadAllBytes(Target), Is.EqualTo(Content));
    }

    [Test]
    public async Task PullAsync_WhatWasThereIsNotTheBeginning_StartsAgain()
    {
        var server = Serve(exchange => exchange.FileAsync(Content));
        var store = StoreOf([$"{server.Address}/zoo.onnx"], null);
        Directory.CreateDirectory(Downloads);
        var partial = PartialFile.PathFor(Target, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Content)));
        File.WriteAllBytes(partial, new byte[1000]);

        await PullAsync(store);

        Assert.That(File.ReadAllBytes(Target), Is.EqualTo(Content));
        Assert.That(server.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task PullAsync_TwoAtOnce_TheSecondIsTold()
    {
        var held = new TaskCompletionSource();
        var asked = new TaskCompletionSource();
        var store = StoreOf([$"{Serve(async exchange =>
        {
            asked.TrySetResult();
            await held.Task;
            await exchange.FileAsync(Content);
        }).Address}/zoo.onnx"], options => options.StallSeconds = 30);
        var first = PullAsync(store);
        await asked.Task;

        Assert.That(() => PullAsync(store), Refuses.As(LibraryErrorKind.Conflict, "model-conflict").With.Message.Contains("being fetched already"));
        Assert.That(() => store.DeleteAsync("zoo", CancellationToken.None), Refuses.As(LibraryErrorKind.Conflict, "model-conflict"));
        held.SetResult();
        Assert.That((await first).Installed);
    }

    private bool _brokeOff;

    [SetUp]
    public void Forget() => _brokeOff = false;

    private Func<FileServer.Exchange, Task> BreakingOffAt(int length) => async exchange =>
    {
        if (exchange.From is not null)
        {
            await exchange.FileAsync(Content, Tag);
            return;
        }

        await exchange.HeadAsync("200 OK", $"Content-Length: {Content.Length}", Tag);
        await exchange.BodyAsync(Content[..length]);
    };

    private Task BreakingOffOnceAsync(FileServer.Exchange exchange)
    {
        if (_brokeOff)
            return exchange.FileAsync(Content);
        _brokeOff = true;
        return BreakingOffAt(200_000)(exchange);
    }

    private sealed class Callback(Action<PullProgress> report) : IProgress<PullProgress>
    {
        public void Report(PullProgress value) => report(value);
    }
}
