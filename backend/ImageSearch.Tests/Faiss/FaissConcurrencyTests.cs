using ImageSearch.Faiss;

namespace ImageSearch.Tests.Faiss;

[NoFaissLeaks]
public sealed class FaissConcurrencyTests
{
    private const int Dimension = 32;

    // Ids below 100 stay; the writer constantly adds and removes others, under the lock that the class requires.
    [Test]
    public void Search_OnThreadsBesideAGuardedWriter_AlwaysFindsWhatStays()
    {
        using var index = FaissIndex.Create(Dimension);
        var staying = Vectors.Unit(1, 100, Dimension);
        index.Add(Vectors.DenseIds(100), staying);
        using var filter = FaissFilter.Create(Vectors.DenseIds(100));
        using var gate = new ReaderWriterLockSlim();
        using var done = new CancellationTokenSource();
        var failures = new System.Collections.Concurrent.ConcurrentQueue<string>();

        Thread[] readers = [.. Enumerable.Range(0, 3).Select(number => new Thread(() => Read(number)))];
        foreach (var reader in readers)
            reader.Start();
        for (var round = 0; round < 200; round++)
            Write(round);
        done.Cancel();
        foreach (var reader in readers)
            reader.Join();

        Assert.That(failures, Is.Empty);
        Assert.That(index.Count, Is.EqualTo(100));

        void Write(int round)
        {
            long[] passing = [.. Enumerable.Range(0, 50).Select(i => 1000L + round * 50 + i)];
            gate.EnterWriteLock();
            // Other vectors than the staying ones, whose seed is 1.
            index.Add(passing, Vectors.Unit(1000 + round, 50, Dimension));
            gate.ExitWriteLock();
            gate.EnterWriteLock();
            index.Remove(passing);
            gate.ExitWriteLock();
        }

        void Read(int number)
        {
            FaissRuntime.SetThreads(1);
            var random = new Random(number);
            var ids = new long[5];
            var scores = new float[5];
            while (!done.IsCancellationRequested)
            {
                var id = random.Next(100);
                gate.EnterReadLock();
                var found = index.Search(staying.AsSpan(id * Dimension, Dimension), 1, 5, ids, scores, id % 2 == 0 ? filter : null);
                gate.ExitReadLock();
                if (found != 5 || ids[0] != id)
                    failures.Enqueue($"{id}: found {found}, first {ids[0]}");
            }
        }
    }

    [Test]
    public void Search_ReadersWithoutALock_AgreeWithEachOther()
    {
        using var index = FaissIndex.Create(Dimension);
        var vectors = Vectors.Unit(2, 500, Dimension);
        index.Add(Vectors.DenseIds(500), vectors);
        var answers = new long[4][];

        Thread[] threads = [.. Enumerable.Range(0, 4).Select(i => new Thread(() =>
        {
            answers[i] = new long[500 * 3];
            index.Search(vectors, 500, 3, answers[i], new float[500 * 3]);
        }))];
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();

        Assert.That(answers, Is.All.EqualTo(answers[0]));
        Assert.That(answers[0].Where((_, i) => i % 3 == 0), Is.EqualTo(Vectors.DenseIds(500)));
    }

    [Test]
    public void SetThreads_OnOneThread_LeavesOthersAlone()
    {
        var here = FaissRuntime.Threads;
        var there = 0;
        var thread = new Thread(() =>
        {
            FaissRuntime.SetThreads(here + 3);
            there = FaissRuntime.Threads;
        });
        thread.Start();
        thread.Join();

        Assert.That(there, Is.EqualTo(here + 3));
        Assert.That(FaissRuntime.Threads, Is.EqualTo(here));
    }

    [TestCase(0)]
    [TestCase(-4)]
    [TestCase(1025)]
    public void SetThreads_OutOfRange_IsRefused(int threads) =>
        Assert.That(() => FaissRuntime.SetThreads(threads), Fails.With(FaissError.InvalidArgument, "threads"));

    [Test]
    public void Version_Always_IsTheOneThatDebianShips() => Assert.That(FaissRuntime.Version, Is.EqualTo("1.7.3"));

    [Test]
    public void LiveObjects_WhileHandlesAreHeld_CountsThem()
    {
        var before = FaissRuntime.LiveObjects;

        var index = FaissIndex.Create(3);
        var filter = FaissFilter.Create([1]);
        Assert.That(() => FaissIndex.Create(-1), Throws.TypeOf<FaissException>());

        Assert.That(FaissRuntime.LiveObjects, Is.EqualTo(before + 2));
        index.Dispose();
        filter.Dispose();
        filter.Dispose();
        Assert.That(FaissRuntime.LiveObjects, Is.EqualTo(before));
    }

    [Test]
    public void Search_DisposedFilter_IsRefused()
    {
        using var index = FaissIndex.Create(1);
        var filter = FaissFilter.Create([1]);
        filter.Dispose();

        Assert.That(() => index.CountAbove([1], 0, filter), Throws.TypeOf<ObjectDisposedException>());
    }
}
