using System.Buffers.Binary;
using System.Text;
using ImageSearch.Faiss;

namespace ImageSearch.Tests.Faiss;

[NoFaissLeaks]
public sealed class HostileIndexFileTests
{
    private static readonly string[] Factories =
    [
        "Flat", "SQfp16", "SQ8", "HNSW4", "HNSW4,SQ8", "HNSW4,SQfp16", "IVF3,Flat", "IVF3,SQ8", "IVF3,SQfp16",
    ];

    /// <summary>Every type with every metric that it supports.</summary>
    private static readonly TestCaseData[] Kinds =
    [
        .. from factory in Factories
           from metric in Enum.GetValues<FaissMetric>()
           where FaissIndexType.Parse(factory).Supports(metric)
           select new TestCaseData(factory, metric),
    ];

    private IndexFolder _folder;

    [SetUp]
    public void MakeFolder()
    {
        _folder = new IndexFolder();
        FaissRuntime.SetThreads(1);
    }

    [TearDown]
    public void DeleteFolder()
    {
        _folder.Dispose();
        FaissRuntime.SetThreads(Environment.ProcessorCount);
    }

    [TestCaseSource(nameof(Factories))]
    public void Load_CutShort_IsRefused(string factory)
    {
        var whole = _folder.BytesOf(factory, 6, 2);

        foreach (var length in Places(whole.Length))
        {
            var path = _folder.Write(whole.AsSpan(0, length));
            Assert.That(() => FaissIndex.Load(path), Fails.With(FaissError.InvalidFile), $"cut to {length} of {whole.Length} bytes");
        }
    }

    [TestCaseSource(nameof(Factories))]
    public void Load_SomethingBehindTheEnd_IsRefused(string factory)
    {
        byte[] longer = [.. _folder.BytesOf(factory, 6, 2), 0];

        Assert.That(() => FaissIndex.Load(_folder.Write(longer)), Fails.With(FaissError.InvalidFile, "follows its end"));
    }

    [Test]
    public void Load_RandomBytes_IsRefused([Range(1, 20)] int seed)
    {
        var bytes = new byte[seed * 100];
        new Random(seed).NextBytes(bytes);

        Assert.That(() => FaissIndex.Load(_folder.Write(bytes)), Fails.With(FaissError.InvalidFile));
    }

    // Fields of eight bytes are made huge, one at a time; FAISS alone would allocate up to four terabytes for some of them.
    [Test]
    public void Load_LengthsBeyondTheFile_AllocatesNothingWild(
        [ValueSource(nameof(Factories))] string factory, [Values(1L << 39, -1L, 1L << 61, 1L << 62)] long value)
    {
        var whole = _folder.BytesOf(factory, 6, 2);

        foreach (var offset in Places(whole.Length - 7))
        {
            var bytes = whole.ToArray();
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(offset), value);
            LoadAndUse(bytes);
        }
    }

    // A file that still loads must be as safe to use as an undamaged one.
    [TestCaseSource(nameof(Kinds))]
    public void Load_AnyBytesChanged_IsRefusedOrUsable(string factory, FaissMetric metric)
    {
        var whole = _folder.BytesOf(factory, 30, 3, metric);
        var random = new Random(1);

        for (var round = 0; round < 300; round++)
        {
            var bytes = whole.ToArray();
            for (var change = random.Next(1, 4); change > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            LoadAndUse(bytes);
        }
    }

    /// <summary>FAISS's letters for vectors that are transformed first, and for product quantizers.</summary>
    [TestCase("IxPT")]
    [TestCase("IxPq")]
    [TestCase("IwPQ")]
    public void Load_KindThatIsNotSupported_IsRefused(string letters)
    {
        const int header = 4 + 4 + 8 + 8 + 8 + 1 + 4;
        var bytes = _folder.BytesOf(letters[1] == 'w' ? "IVF3,Flat" : "Flat", 4, 2);
        Encoding.ASCII.GetBytes(letters).CopyTo(bytes, header);

        Assert.That(() => FaissIndex.Load(_folder.Write(bytes)), Fails.With(FaissError.InvalidFile));
    }

    [Test]
    public void Load_IndexWithinIndexWithinIndex_IsRefusedWithoutDescending()
    {
        const int header = 4 + 4 + 8 + 8 + 8 + 1 + 4;
        var top = _folder.BytesOf("Flat", 1, 1).AsSpan(0, header).ToArray();
        byte[] nested = [.. Enumerable.Repeat(top, 100_000).SelectMany(part => part)];

        Assert.That(() => FaissIndex.Load(_folder.Write(nested)), Fails.With(FaissError.InvalidFile));
    }

    [TestCase(0L, "there twice")]
    [TestCase(-7L, "negative")]
    public void Load_IdsThatAddWouldRefuse_IsRefused(long lastId, string reason)
    {
        var bytes = _folder.BytesOf("Flat", 4, 2);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(bytes.Length - 8), lastId);

        Assert.That(() => FaissIndex.Load(_folder.Write(bytes)), Fails.With(FaissError.InvalidFile, reason));
    }

    [Test]
    public void Load_VectorsWithNaN_IsRefused()
    {
        const int beforeVectors = 2 * 37 + 8;
        var bytes = _folder.BytesOf("Flat", 4, 2);
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(beforeVectors + 4), float.NaN);

        Assert.That(() => FaissIndex.Load(_folder.Write(bytes)), Fails.With(FaissError.InvalidFile, "NaN"));
    }

    /// <summary>Places in a file: all of its first bytes, where the fields are, and a sample of the rest, which is mostly numbers.</summary>
    private static IEnumerable<int> Places(int length)
    {
        const int dense = 150;
        const int sampled = 100;
        var random = new Random(length);
        return length <= dense + sampled
            ? Enumerable.Range(0, length)
            : Enumerable.Range(0, dense).Concat(Enumerable.Range(0, sampled).Select(_ => random.Next(dense, length)));
    }

    private void LoadAndUse(byte[] bytes)
    {
        try
        {
            using var index = FaissIndex.Load(_folder.Write(bytes));
            var query = Vectors.Unit(1, 1, index.Dimension);
            using var filter = FaissFilter.Create([1, 2, 3]);
            index.Search(query, 1, 5, new long[5], new float[5]);
            index.Search(query, 1, 5, new long[5], new float[5], filter);
            foreach (var id in index.GetIds())
                Assert.That(index.TryReconstruct(id, query), Is.True);
            if (index.Metric == FaissMetric.InnerProduct)
                index.CountAbove(query, 0, filter);
            if (index.IsTrained)
                index.Add([long.MaxValue], Vectors.Unit(1, 1, index.Dimension));
            if (index.Type.CanRemove)
                index.Remove([0, 2, long.MaxValue]);
            index.Search(Vectors.Unit(1, 1, index.Dimension), 1, 5, new long[5], new float[5]);
        }
        catch (FaissException exception)
        {
            Assert.That(exception.Error, Is.EqualTo(FaissError.InvalidFile).Or.EqualTo(FaissError.InvalidArgument), exception.Message);
        }
    }
}
