using System.Numerics.Tensors;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Local.Indexes;
using ImageSearch.Faiss;

namespace ImageSearch.Tests.Indexing;

/// <summary>Changes and questions while an index is being saved, against a dictionary.</summary>
public class SavingTests
{
    private const int Dimension = 64;

    // Of these alone the file is larger than what a pipe holds.
    private const int Lasting = 400;
    private const int Passing = 40;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly IndexKind[] Kinds =
    [
        new("Flat", IndexMetric.Cosine), new("Flat", IndexMetric.L1), new("Flat", IndexMetric.L2), new("IVF4,Flat", IndexMetric.Cosine), new(
            "HNSW8",
            IndexMetric.Cosine),
    ];

    private readonly Dictionary<long, float[]> _model = [];
    private string _folder = "";

    [SetUp]
    public void CreateFolder()
    {
        _folder = Directory.CreateTempSubdirectory("imagesearch-").FullName;
        _model.Clear();
    }

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Everything_AtRandom_IsAsInADictionaryAndSoIsEachFile([ValueSource(nameof(Kinds))] object kind, [Values(1, 2)] int seed)
    {
        var random = new Random(seed);
        using var index = await CreateAsync((IndexKind)kind);
        Saving? saving = null;
        try
        {
            for (var step = 0; step < 300; step++)
            {
                var ids = Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.NextInt64(Lasting - 20, Lasting + Passing)).Distinct().ToArray();
                switch (random.Next(8))
                {
                    case < 3:
                        await PutAsync(index, ids.Select(id => (id, $"{id}/{random.Next(3)}")));
                        break;
                    case < 6:
                        await RemoveAsync(index, ids);
                        break;
                    case 6 when saving is null:
                        saving = await Saving.BeginAsync(index, Path.Combine(_folder, $"{step}"), _model);
                        break;
                    case 6:
                        await saving.EndAsync(index, fail: random.Next(3) == 0);
                        saving = null;
                        break;
                    default:
                        await AgreesAsync(index, _model, Spaces.Vector($"query {step}", Dimension));
                        break;
                }
            }

            await AgreesAsync(index, _model, Spaces.Vector("query", Dimension));
            if (saving is not null)
                await saving.EndAsync(index, fail: false);
        }
        finally
        {
            saving?.Dispose();
        }

        var path = Path.Combine(_folder, "last");
        await index.SaveAsync(path, CancellationToken.None);
        await Saving.HoldsAsync(path, _model, index.DeadCount > 0);
    }

    [Test]
    public async Task SaveAsync_SecondWhileTheFirstIsUnderWay_HasTheChangesInBetween()
    {
        using var index = await CreateAsync(IndexKind.Default);
        using var first = await Saving.BeginAsync(index, Path.Combine(_folder, "first"), _model);
        await PutAsync(index, [(1000, "new")]);
        await RemoveAsync(index, [3]);
        var path = Path.Combine(_folder, "second");

        var second = index.SaveAsync(path, CancellationToken.None);
        await PutAsync(index, [(1001, "newer")]);
        Assert.That(second.IsCompleted, Is.False, "it waits for the first");
        await first.EndAsync(index, fail: true);

        Assert.That(await second.WaitAsync(Patience), Is.EqualTo(_model.Count));
        await Saving.HoldsAsync(path, _model, more: false);
    }

    [Test]
    public async Task SaveAsync_CancelledWhileItWaits_LeavesEverythingInOrder()
    {
        using var index = await CreateAsync(IndexKind.Default);
        using var cancellation = new CancellationTokenSource();
        using var first = await Saving.BeginAsync(index, Path.Combine(_folder, "first"), _model);
        var second = index.SaveAsync(Path.Combine(_folder, "second"), cancellation.Token);
        await cancellation.CancelAsync();
        await PutAsync(index, [(1000, "new")]);

        await first.EndAsync(index, fail: false);

        await Assert.ThatAsync(() => second, Throws.InstanceOf<OperationCanceledException>());
        await AgreesAsync(index, _model, Spaces.Vector("query", Dimension));
    }

    [Test]
    public async Task Dispose_WhileItIsSaved_WaitsUntilTheFileIsComplete()
    {
        var index = await CreateAsync(IndexKind.Default);
        using var saving = await Saving.BeginAsync(index, Path.Combine(_folder, "file"), _model);
        await PutAsync(index, [(1000, "new")]);

        var disposal = Task.Run(index.Dispose);
        await saving.EndAsync(index: null, fail: false);

        await disposal.WaitAsync(Patience);
        await Assert.ThatAsync(
            () => index.SaveAsync(Path.Combine(_folder, "other"), CancellationToken.None),
            Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public async Task RemoveAsync_AllTheNearestWhileItIsSaved_SearchesFindTheOthers()
    {
        using var index = await CreateAsync(IndexKind.Default);
        using var saving = await Saving.BeginAsync(index, Path.Combine(_folder, "file"), _model);

        await RemoveAsync(index, Enumerable.Range(0, Lasting - 10).Select(id => (long)id).ToArray());
        await AgreesAsync(index, _model, Spaces.Vector("query", Dimension));

        Assert.That(index.DeadCount, Is.Zero, "they are removed soon");
        await saving.EndAsync(index, fail: false);
        await AgreesAsync(index, _model, Spaces.Vector("query", Dimension));
    }

    private async Task<FaissVectorIndex> CreateAsync(IndexKind kind)
    {
        var index = FaissVectorIndex.Create(Dimension, 2, kind);
        var lasting = Enumerable.Range(0, Lasting).Select(id => ((long)id, $"{id}")).ToList();
        if (kind.Faiss.NeedsTraining)
            await index.TrainAsync([.. lasting.SelectMany(vector => Spaces.Vector(vector.Item2, Dimension))], CancellationToken.None);
        // Every list, so that nothing is missed.
        await index.TuneAsync(new IndexTuning(Probes: 4, Breadth: 0), CancellationToken.None);
        await PutAsync(index, lasting);
        return index;
    }

    private async Task PutAsync(FaissVectorIndex index, IEnumerable<(long Id, string Content)> pictures)
    {
        var vectors = pictures.Select(picture => new EmbeddedVector(picture.Id, Spaces.Vector(picture.Content, Dimension))).ToList();
        await index.PutAsync(vectors, CancellationToken.None).WaitAsync(Patience);
        vectors.ForEach(vector => _model[vector.ImageId] = vector.Vector);
    }

    private async Task RemoveAsync(FaissVectorIndex index, long[] ids)
    {
        await index.RemoveAsync(ids, CancellationToken.None).WaitAsync(Patience);
        foreach (var id in ids)
            _model.Remove(id);
    }

    private static async Task AgreesAsync(FaissVectorIndex index, Dictionary<long, float[]> model, float[] query)
    {
        Assert.That(index.Count, Is.EqualTo(model.Count));
        Assert.That(await index.IdsAsync(CancellationToken.None).WaitAsync(Patience), Is.EquivalentTo(model.Keys));
        var found = await index.FindManyAsync([.. model.Keys, 1_000_000], CancellationToken.None);
        Assert.That(found.Select(vector => vector.Vector), Is.EqualTo(model.Values));

        // A graph finds nearly all by itself, and all of a list of ids.
        foreach (var among in new[] { null, model.Keys.Where(id => id % 3 != 0).Append(1_000_000).ToArray() })
        {
            var cosines = model.Where(picture => among is null || among.Contains(picture.Key))
                .ToDictionary(picture => picture.Key, picture => TensorPrimitives.Dot<float>(query, picture.Value));
            var nearest = await index.SearchAsync(query, 10, among, CancellationToken.None).WaitAsync(Patience);
            Assert.That(nearest.Select(neighbour => neighbour.Cosine), Is.EqualTo(nearest.Select(neighbour => cosines[neighbour.Id])).Within(1e-5f));
            Assert.That(nearest.Select(neighbour => neighbour.Id), Is.Unique.And.Exactly(Math.Min(10, cosines.Count)).Items);
            if (among is not null || index.IsOf(IndexKind.Default))
                Assert.That(nearest.Select(neighbour => neighbour.Id), Is.EqualTo(BestOf(index, model, query, among)));
            Assert.That(
                await index.CountAsync(query, 0.1f, among, CancellationToken.None),
                Is.EqualTo(cosines.Values.Count(cosine => cosine >= 0.1f)));
        }
    }

    private static IEnumerable<long> BestOf(FaissVectorIndex index, Dictionary<long, float[]> model, float[] query, long[]? among)
    {
        var manhattan = index.IsOf(new IndexKind("Flat", IndexMetric.L1));
        return model.Where(picture => among is null || among.Contains(picture.Key))
            .OrderBy(picture => manhattan
                ? picture.Value.Zip(query, (a, b) => Math.Abs(a - b)).Sum()
                : -TensorPrimitives.Dot<float>(query, picture.Value))
            .Select(picture => picture.Key).Take(10);
    }

    /// <summary>A save under way, and what the index held when it began.</summary>
    private sealed class Saving(SlowFile file, Task<long> task, string path, Dictionary<long, float[]> held, bool more) : IDisposable
    {
        public static async Task<Saving> BeginAsync(FaissVectorIndex index, string path, Dictionary<long, float[]> model)
        {
            var file = new SlowFile(path);
            var task = index.SaveAsync(path, CancellationToken.None);
            await file.BegunAsync();
            return new Saving(file, task, path, model.ToDictionary(), index.DeadCount > 0);
        }

        /// <summary>What was removed from a graph before is in its file; the catalogue knows that it is gone.</summary>
        public static async Task HoldsAsync(string path, Dictionary<long, float[]> held, bool more)
        {
            using var loaded = FaissVectorIndex.Load(path, 1);
            Assert.That(await loaded.IdsAsync(CancellationToken.None), more ? Is.SupersetOf(held.Keys) : Is.EquivalentTo(held.Keys));
            Assert.That((await loaded.FindManyAsync(held.Keys, CancellationToken.None)).Select(vector => vector.Vector), Is.EqualTo(held.Values));
        }

        // An index that is disposed waits for it: a test that fails must not.
        public void Dispose() => file.Dispose();

        public async Task EndAsync(FaissVectorIndex? index, bool fail)
        {
            Assert.That(task.IsCompleted, Is.False, "the file does not fit into the pipe");
            if (fail)
            {
                file.Break();
                await Assert.ThatAsync(() => task.WaitAsync(Patience), Throws.TypeOf<FaissException>());
            }
            else
            {
                await file.FinishAsync(path + ".read").WaitAsync(Patience);
                Assert.That(await task.WaitAsync(Patience), Is.EqualTo(held.Count));
                await HoldsAsync(path + ".read", held, more);
            }

            if (index is not null && index.IsOf(IndexKind.Default))
                Assert.That(index.DeadCount, Is.Zero);
        }
    }
}
