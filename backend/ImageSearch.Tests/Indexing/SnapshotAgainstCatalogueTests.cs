using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Local.Indexes;
using ImageSearch.Engine.Pictures;

namespace ImageSearch.Tests.Indexing;

/// <summary>Snapshot and ledger together hold everything, whatever happens while a snapshot is written.</summary>
public class SnapshotAgainstCatalogueTests : IndexFixture
{
    private readonly Dictionary<long, string> _model = [];

    [Test]
    public async Task Everything_AtRandom_IsThereAfterEachRestart([Values(1, 2, 3)] int seed)
    {
        var random = new Random(seed);
        _model.Clear();
        UseSpace(Spaces.Of(64));
        var index = await OpenIndexAsync();
        // The file is larger than what a pipe holds.
        await CommitAsync(index, (await AddManyAsync(300, "lasting")).Select(id => (id, "first")));
        var saving = Task.CompletedTask;
        SlowFile? slow = null;
        for (var step = 0; step < 120; step++)
        {
            var ids = _model.Keys.OrderBy(_ => random.Next()).Take(random.Next(1, 4)).ToList();
            switch (random.Next(10))
            {
                case < 3:
                    await CommitAsync(index, (await AddManyAsync(2, $"{step}-")).Select(id => (id, $"{step}")));
                    break;
                case < 5:
                    await CommitAsync(index, ids.Select(id => (id, $"{step}")));
                    break;
                case < 7:
                    await RemoveAsync(index, ids);
                    break;
                case 7 when slow is not null:
                    slow.Break();
                    slow = null;
                    break;
                case 7 when saving.IsCompleted && Embeddings.Unsaved(Space.Id).Count > 0:
                    slow = new SlowFile(Path.Combine(Data.Spaces, Space.Id, "index.faiss.new"));
                    saving = Caught(index.SaveAsync(CancellationToken.None));
                    await slow.BegunAsync();
                    break;
                case 8 when saving.IsCompleted:
                    saving = index.SaveAsync(CancellationToken.None);
                    break;
                case 9 when slow is null:
                    await saving;
                    index = await OpenIndexAsync();
                    break;
                default:
                    await AgreesAsync(index);
                    break;
            }
        }

        slow?.Break();
        await saving;
        await AgreesAsync(index);
        await AgreesAsync(await OpenIndexAsync());
    }

    private static async Task Caught(Task saving) => await Assert.ThatAsync(() => saving, Throws.Exception);

    private async Task CommitAsync(EmbeddingIndex index, IEnumerable<(long Id, string Content)> pictures)
    {
        var contents = pictures.ToList();
        await index.CommitAsync(
            contents.Select(picture => new EmbeddedVector(picture.Id, VectorOf(picture.Id, picture.Content))).ToList(), [], CancellationToken.None);
        contents.ForEach(picture => _model[picture.Id] = picture.Content);
    }

    private async Task RemoveAsync(EmbeddingIndex index, List<long> ids)
    {
        await Gate.HoldAsync(
            async () =>
            {
                await Catalog.RemoveAsync(new ImageSelection.ByIds(ids), CancellationToken.None);
                await index.Vectors.RemoveAsync(ids, CancellationToken.None);
                return true;
            },
            CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
        ids.ForEach(id => _model.Remove(id));
    }

    private async Task AgreesAsync(EmbeddingIndex index)
    {
        Assert.That(await IdsAsync(index), Is.EqualTo(_model.Keys.Order()));
        var found = await index.Vectors.FindManyAsync(_model.Keys, CancellationToken.None);
        Assert.That(found.Select(vector => vector.Vector), Is.EqualTo(_model.Select(picture => VectorOf(picture.Key, picture.Value))));
    }

    private float[] VectorOf(long id, string content) => Spaces.Vector($"{id} {content}", Space.Dimension);
}
