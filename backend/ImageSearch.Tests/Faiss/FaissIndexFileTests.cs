using System.Buffers.Binary;
using ImageSearch.Faiss;

namespace ImageSearch.Tests.Faiss;

[NoFaissLeaks]
public sealed class FaissIndexFileTests
{
    private IndexFolder _folder;

    [SetUp]
    public void MakeFolder() => _folder = new IndexFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void Load_WhatSaveWrote_AnswersAlike(
        [Values("Flat", "HNSW8", "IVF4,Flat")] string factory,
        [Values(FaissMetric.InnerProduct, FaissMetric.SquaredL2)] FaissMetric metric,
        [Values(1, 250)] int count)
    {
        const int dimension = 12;
        var vectors = Vectors.Unit(5, Math.Max(count, 40), dimension);
        using var original = FaissIndex.Create(dimension, factory, metric);
        original.Train(vectors);
        original.Add(Vectors.SparseIds(6, count), vectors.AsSpan(0, count * dimension));

        original.Save(_folder["index"]);
        using var loaded = FaissIndex.Load(_folder["index"]);

        Assert.That((loaded.Dimension, loaded.Count, loaded.Metric, loaded.IsTrained), Is.EqualTo((dimension, (long)count, metric, true)));
        Assert.That(loaded.GetIds(), Is.EqualTo(original.GetIds()));
        var queries = Vectors.Unit(7, 3, dimension);
        Assert.That(Answers(loaded, queries, 3), Is.EqualTo(Answers(original, queries, 3)));
        foreach (var id in original.GetIds())
            Assert.That(VectorOf(loaded, id), Is.EqualTo(VectorOf(original, id)));

        var another = Vectors.Unit(8, 1, dimension);
        loaded.Add([1], another);
        Assert.That(VectorOf(loaded, 1), Is.EqualTo(another));
    }

    [TestCase("Flat")]
    [TestCase("HNSW8")]
    [TestCase("IVF4,Flat")]
    public void Load_EmptyIndex_IsEmpty(string factory)
    {
        _folder.BytesOf(factory, 0, 3);

        using var loaded = FaissIndex.Load(_folder["original"]);

        Assert.That(loaded.Count, Is.Zero);
        Assert.That(loaded.IsTrained, Is.EqualTo(!factory.StartsWith("IVF", StringComparison.Ordinal)));
    }

    // The layout that every FAISS reads: index_write.cpp of the library's own sources.
    [Test]
    public void Save_FlatIndex_WritesFaissOwnLayout()
    {
        using var index = FaissIndex.Create(2);
        index.Add([5, 9], [1, 2, 3, 4]);

        index.Save(_folder["index"]);

        var expected = new MemoryStream();
        var writer = new BinaryWriter(expected);
        foreach (var part in new[] { "IxM2", "IxFI" })
        {
            writer.Write(part.Select(letter => (byte)letter).ToArray());
            writer.Write(2);         // dimension
            writer.Write(2L);        // count
            writer.Write(1L << 20);  // two fields that nothing reads
            writer.Write(1L << 20);
            writer.Write(true);      // trained
            writer.Write(0);         // inner product
        }
        writer.Write(4L);
        foreach (var value in new float[] { 1, 2, 3, 4 })
            writer.Write(value);
        writer.Write(2L);
        writer.Write(5L);
        writer.Write(9L);
        Assert.That(File.ReadAllBytes(_folder["index"]), Is.EqualTo(expected.ToArray()));
    }

    [Test]
    public void Save_OverALongerFile_ReplacesItsContent()
    {
        File.WriteAllBytes(_folder["index"], new byte[10_000]);
        using var index = FaissIndex.Create(1);

        index.Save(_folder["index"]);

        using var loaded = FaissIndex.Load(_folder["index"]);
        Assert.That(loaded.Count, Is.Zero);
    }

    [Test]
    public void Save_NameWithSpacesAndEmoji_IsFoundAgain()
    {
        var path = _folder["the index of Zoë 🖼.faiss"];
        using var index = FaissIndex.Create(1);

        index.Save(path);

        Assert.That(File.Exists(path), Is.True);
        FaissIndex.Load(path).Dispose();
    }

    [Test]
    public void Save_DiskFull_Fails([Values(1, 5000)] int count)
    {
        using var index = FaissIndex.Create(1);
        index.Add(Vectors.DenseIds(count), new float[count]);

        Assert.That(() => index.Save("/dev/full"), Fails.With(FaissError.InputOutput, "No space left"));
    }

    [Test]
    public void Save_FolderThatIsNotThere_NamesThePath()
    {
        using var index = FaissIndex.Create(1);

        Assert.That(() => index.Save(_folder["no/such/folder"]), Fails.With(FaissError.InputOutput, "no/such/folder"));
    }

    [Test]
    public void Load_NoSuchFile_IsNotCalledDamaged() =>
        Assert.That(() => FaissIndex.Load(_folder["absent"]), Fails.With(FaissError.InputOutput, "No such file"));

    [Test]
    public void Load_FolderOrDevice_IsRefused()
    {
        Assert.That(() => FaissIndex.Load(_folder["."]), Fails.With(FaissError.InvalidFile, "regular"));
        Assert.That(() => FaissIndex.Load("/dev/zero"), Fails.With(FaissError.InvalidFile, "regular"));
    }

    [Test]
    public void LoadAndSave_PathThatCWouldCutShort_IsRefused()
    {
        using var index = FaissIndex.Create(1);

        Assert.That(() => index.Save(_folder["a\0b"]), Throws.ArgumentException);
        Assert.That(() => FaissIndex.Load(_folder["a\0b"]), Throws.ArgumentException);
        Assert.That(() => FaissIndex.Load(""), Throws.ArgumentException);
        Assert.That(File.Exists(_folder["a"]), Is.False);
    }

    [Test]
    public void Load_IndexWithoutIds_IsRefused()
    {
        var whole = _folder.BytesOf("Flat", 3, 2);
        const int header = 4 + 4 + 8 + 8 + 8 + 1 + 4;
        var inner = whole[header..(2 * header + 8 + 3 * 2 * 4)];

        Assert.That(() => FaissIndex.Load(_folder.Write(inner)), Fails.With(FaissError.InvalidFile, "IndexIDMap2"));
        BinaryPrimitives.WriteInt32LittleEndian(whole, BitConverter.ToInt32("IxMp"u8));
        Assert.That(() => FaissIndex.Load(_folder.Write(whole)), Fails.With(FaissError.InvalidFile, "IndexIDMap2"));
    }

    private static (long[] Ids, float[] Scores) Answers(FaissIndex index, float[] queries, int count)
    {
        var ids = new long[count * 10];
        var scores = new float[count * 10];
        index.Search(queries, count, 10, ids, scores);
        return (ids, scores);
    }

    private static float[] VectorOf(FaissIndex index, long id)
    {
        var vector = new float[index.Dimension];
        Assert.That(index.TryReconstruct(id, vector), Is.True);
        return vector;
    }
}
