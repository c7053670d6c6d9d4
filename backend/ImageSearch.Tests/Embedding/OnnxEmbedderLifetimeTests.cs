using System.Diagnostics;
using ImageSearch.Engine.Embedding;

namespace ImageSearch.Tests.Embedding;

/// <summary>
/// Priorities, cancellation and disposal of an embedder; afterwards, the threads and the memory of the whole process are counted.
/// </summary>
[NonParallelizable]
public class OnnxEmbedderLifetimeTests : EmbeddingFixture
{
    [Test]
    public async Task EmbedAsync_IndexingDecodersAreBusy_QueryIsAnswered()
    {
        using var gate = new ManualResetEventSlim();
        var embedder = await OpenAsync(decoder: Gated(gate, "slow"));
        var indexing = Enumerable.Range(0, 100).Select(_ => VectorAsync(embedder, "slow")).ToArray();

        var query = await VectorAsync(embedder, "query", EmbeddingPriority.Query);

        Assert.That(query, Has.Length.EqualTo(32));
        Assert.That(indexing, Has.None.Matches<Task>(task => task!.IsCompleted));
        gate.Set();
        await Task.WhenAll(indexing);
    }

    [Test]
    public async Task EmbedAsync_IndexingWaitsForTheModel_QueryOvertakes()
    {
        var model = TestModels.Write(Folder, dimension: 256, inputSize: 224);
        var embedder = await OpenAsync(model, configure: options => options.QueueLength = 300);
        var indexing = Enumerable.Range(0, 300).Select(i => VectorAsync(embedder, $"picture-{i}")).ToArray();

        await VectorAsync(embedder, "query", EmbeddingPriority.Query);

        Assert.That(indexing.Count(task => !task.IsCompleted), Is.GreaterThan(0));
        await Task.WhenAll(indexing);
    }

    [Test]
    public async Task EmbedAsync_CancelledWhileWaiting_ThrowsAndLetsOthersPass()
    {
        using var gate = new ManualResetEventSlim();
        using var cancellation = new CancellationTokenSource();
        var decoded = 0;
        var embedder = await OpenAsync(
            decoder: (path, resize, crop, region) =>
            {
                Interlocked.Increment(ref decoded);
                return Gated(gate, "slow")(path, resize, crop, region);
            },
            configure: options => (options.DecodeThreads, options.QueueLength) = (1, 2));
        var blocked = VectorAsync(embedder, "slow");
        var cancelled = Enumerable.Range(0, 20)
            .Select(_ => embedder.EmbedAsync("slow", null, EmbeddingPriority.Indexing, cancellation.Token)).ToArray();

        await cancellation.CancelAsync();
        gate.Set();

        await blocked;
        foreach (var task in cancelled)
            Assert.That(async () => await task, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(decoded, Is.EqualTo(1));
        Assert.That(await VectorAsync(embedder, "next"), Has.Length.EqualTo(32));
    }

    [Test]
    public async Task DisposeAsync_WhilePicturesWait_FailsThemAll()
    {
        using var gate = new ManualResetEventSlim();
        var embedder = await OpenAsync(decoder: Gated(gate, "slow"), configure: options => options.QueueLength = 4);
        var waiting = Enumerable.Range(0, 20).Select(_ => VectorAsync(embedder, "slow")).ToArray();

        var closing = embedder.DisposeAsync();
        gate.Set();
        await closing;

        foreach (var task in waiting)
            Assert.That(async () => await task, Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => VectorAsync(embedder, "late"), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => embedder.WarmUpAsync(CancellationToken.None), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public async Task DisposeAsync_Twice_IsHarmless()
    {
        var embedder = await OpenAsync();

        await embedder.DisposeAsync();
        await embedder.DisposeAsync();
    }

    [Test]
    public async Task DisposeAsync_ManyEmbedders_LeaveNoThreadsOrMemoryBehind()
    {
        var model = TestModels.Write(Folder);
        await OpenAndCloseAsync(model, 20);
        var before = Resources();

        await OpenAndCloseAsync(model, 40);

        var after = Resources();
        Assert.That(after.Threads - before.Threads, Is.LessThan(20), "threads: each embedder starts at least four");
        Assert.That(after.Managed - before.Managed, Is.LessThan(5_000_000), "bytes: the buffers of each hold 400 kB");
        Assert.That(after.Private - before.Private, Is.LessThan(50_000_000), "bytes: a session and its threads hold a megabyte or more");
    }

    private async Task OpenAndCloseAsync(string model, int times)
    {
        for (var i = 0; i < times; i++)
        {
            // buffers of 32 pictures, so that a leak is visible
            await using var embedder = await CreateAsync(model, configure: options => options.BatchSize = 32);
            await Task.WhenAll(Enumerable.Range(0, 40).Select(picture => VectorAsync(embedder, $"{picture}")));
        }
    }

    private static (int Threads, long Managed, long Private) Resources()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return (process.Threads.Count, GC.GetTotalMemory(forceFullCollection: true), process.PrivateMemorySize64);
    }

    private static SquareDecoder Gated(ManualResetEventSlim gate, string slow) => (path, resize, crop, region) =>
    {
        if (path == slow)
            gate.Wait();
        return SyntheticPictures.Decode(path, resize, crop, region);
    };
}
