using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Embedding.Inference;

namespace ImageSearch.Tests.Embedding;

public class EmbeddingQueueTests
{
    private EmbeddingQueue _queue = new();

    [SetUp]
    public void Open() => _queue = new EmbeddingQueue();

    [TearDown]
    public void Close() => _queue.Close();

    [Test]
    public void Take_QueryBehindIndexing_QueryComesFirstAndAlone()
    {
        var indexing = Add(3, EmbeddingPriority.Indexing);
        var queries = Add(1, EmbeddingPriority.Query);

        Assert.That(Take(4), Is.EqualTo(queries));
        Assert.That(Take(4), Is.EqualTo(indexing));
    }

    [Test]
    public void Take_MoreThanABatch_KeepsTheOrder()
    {
        var indexing = Add(5, EmbeddingPriority.Indexing);

        Assert.That(Take(4), Is.EqualTo(indexing[..4]));
        Assert.That(Take(4), Is.EqualTo(indexing[4..]));
    }

    [Test]
    public void Take_QueriesWithoutEnd_StillLetsIndexingThrough()
    {
        var indexing = Add(1, EmbeddingPriority.Indexing);
        Add(100, EmbeddingPriority.Query);

        var batches = Enumerable.Range(0, 17).Select(_ => Take(1)).ToArray();

        Assert.That(batches[..16].SelectMany(batch => batch), Has.None.EqualTo(indexing[0]));
        Assert.That(batches[16], Is.EqualTo(indexing));
    }

    [Test]
    public void Take_CancelledRequests_AreDropped()
    {
        var indexing = Add(6, EmbeddingPriority.Indexing);
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        for (var i = 0; i < 3; i++)
            indexing[i].Cancel(cancellation.Token);

        Assert.That(Take(4), Is.EqualTo(indexing[3..]));
        Assert.That(indexing[0].Vector.IsCanceled);
    }

    [Test]
    public async Task Take_NothingThere_WaitsForTheNext()
    {
        var taking = Task.Run(() => Take(4));
        var indexing = Add(1, EmbeddingPriority.Indexing);

        Assert.That(await taking, Is.EqualTo(indexing));
    }

    [Test]
    public async Task Close_SomeWait_FailsThemAndEndsTake()
    {
        var waiting = Add(2, EmbeddingPriority.Indexing).Concat(Add(1, EmbeddingPriority.Query)).ToArray();

        _queue.Close();

        Assert.That(await Task.Run(() => Take(4)), Is.Empty);
        foreach (var request in waiting)
            Assert.That(() => request.Vector, Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => Add(1, EmbeddingPriority.Query), Throws.TypeOf<ObjectDisposedException>());
    }

    private EmbeddingRequest[] Add(int count, EmbeddingPriority priority)
    {
        var requests = Enumerable.Range(0, count).Select(_ => new EmbeddingRequest([1, 2, 3])).ToArray();
        foreach (var request in requests)
            _queue.Add(request, priority);
        return requests;
    }

    private EmbeddingRequest[] Take(int size) => [.. _queue.Take(size).Select(item => item.Request)];
}
