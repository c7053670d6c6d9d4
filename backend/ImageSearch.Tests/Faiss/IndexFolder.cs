using ImageSearch.Faiss;

namespace ImageSearch.Tests.Faiss;

/// <summary>A folder of one test's own for index files.</summary>
internal sealed class IndexFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("imagesearch-faiss-");

    public string this[string name] => Path.Combine(_folder.FullName, name);

    /// <summary>The bytes of an index with <paramref name="count"/> vectors under the ids 0, 1, 2, ...</summary>
    public byte[] BytesOf(string factory, int count, int dimension, FaissMetric metric = FaissMetric.InnerProduct)
    {
        using var index = FaissIndex.Create(dimension, factory, metric);
        var vectors = Vectors.Unit(count, Math.Max(count, index.Type.MinimumTrainingVectors), dimension);
        if (count > 0)
        {
            index.Train(vectors);
            index.Add(Vectors.DenseIds(count), vectors.AsSpan(0, count * dimension));
        }
        index.Save(this["original"]);
        return File.ReadAllBytes(this["original"]);
    }

    public string Write(ReadOnlySpan<byte> bytes)
    {
        File.WriteAllBytes(this["copy"], bytes);
        return this["copy"];
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
