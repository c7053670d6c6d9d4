using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Local.Catalog;
using ImageSearch.Engine.Spaces;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine.Local.Indexes;

/// <summary>
/// The index of one embedding space and its two homes on disk: the snapshot, and the catalogue for what came after it. A vector is in
/// the catalogue from the moment it is computed until a snapshot that contains it is safely on disk.
/// </summary>
internal sealed partial class EmbeddingIndex : ISpaceIndex
{
    private const int ReplayBatch = 4096;
    private const int MostSearchThreads = 8;
    private const string SuspectProblem = "The service ended abruptly time and again while it was reading this picture. Retry it, or replace it.";

    private static readonly int SearchThreads = Math.Clamp(Environment.ProcessorCount, 1, MostSearchThreads);

    private readonly EmbeddingSpace _space;
    private readonly IndexTuning _tuning;
    private readonly SqliteEmbeddings _embeddings;
    private readonly ISpaces _spaces;
    private readonly IndexSnapshot _snapshot;
    private readonly OpenIndexes _open;
    private readonly LibraryGate _gate;
    private readonly FilteredIds _filtered;
    private readonly ILogger<EmbeddingIndex> _logger;
    private IVectorIndex? _vectors;

    /// <param name="snapshot">It knows of what kind the index is.</param>
    public EmbeddingIndex(
        EmbeddingSpace space,
        SqliteEmbeddings embeddings,
        ISpaces spaces,
        IndexSnapshot snapshot,
        OpenIndexes open,
        LibraryGate gate,
        FilteredIds filtered,
        ILogger<EmbeddingIndex> logger,
        IndexTuning tuning = default)
    {
        _space = space;
        _tuning = tuning;
        _embeddings = embeddings;
        _spaces = spaces;
        _snapshot = snapshot;
        _open = open;
        _gate = gate;
        _filtered = filtered;
        _logger = logger;
    }

    public string Id => _snapshot.Id;

    public EmbeddingSpace Space => _space;

    public IndexKind Kind => _snapshot.Kind;

    public string Engine => Kind == IndexKind.Default ? "faiss IndexFlatIP" : $"faiss {Kind.Type}";

    public long Count => Vectors.Count;

    public long Bytes => (Vectors.Count + Vectors.DeadCount) * Kind.BytesPerVector(_space.Dimension);

    public IVectorIndex Vectors => _vectors ?? throw new InvalidOperationException("The index is not open.");

    public DateTimeOffset? SavedAt => _snapshot.SavedAt;

    public bool Rebuilding { get; private set; }

    /// <summary>
    /// Loads the snapshot, replays the catalogue's vectors, drops what the catalogue no longer has and queues what has no vector.
    /// </summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(null, cancellationToken).ConfigureAwait(false);
        await ReserveIdsAsync(cancellationToken).ConfigureAwait(false);
        await _embeddings.ShowAsync(Id, cancellationToken).ConfigureAwait(false);
        var pictures = await EnterAsync(cancellationToken).ConfigureAwait(false);
        await EnterSpaceAsync(pictures, cancellationToken).ConfigureAwait(false);
        _logger.LogInformation("Index {Space} is open with {Count} vectors of {Dimension} dimensions", Id, Vectors.Count, Vectors.Dimension);
    }

    public async Task LoadAsync(ISpaceIndex? example, CancellationToken cancellationToken)
    {
        var vectors = await _snapshot.LoadAsync(SearchThreads, cancellationToken).ConfigureAwait(false)
            ?? await BeginAsync(example as EmbeddingIndex, cancellationToken).ConfigureAwait(false);
        _vectors = vectors;
        await vectors.TuneAsync(_tuning, cancellationToken).ConfigureAwait(false);
        var (batch, last) = _embeddings.VectorsAfter(Id, 0, ReplayBatch);
        for (; batch.Count > 0; (batch, last) = _embeddings.VectorsAfter(Id, last, ReplayBatch))
        {
            await _vectors.PutAsync(
                batch.Where(vector => vector.Vector.Length == _space.Dimension).ToList(), cancellationToken).ConfigureAwait(false);
        }
    }

    public Task JoinAsync(CancellationToken cancellationToken) => EnterAsync(cancellationToken);

    // A vector is written to the catalogue first, and comes into memory behind the same gate.
    public Task SettleAsync(CancellationToken cancellationToken) => _gate.HoldAsync(() => Task.FromResult(true), cancellationToken);

    public Task CommitAsync(
        IReadOnlyList<EmbeddedVector> embedded, IReadOnlyList<FailedEmbedding> failed, CancellationToken cancellationToken) =>
        _gate.HoldAsync(
            async () =>
            {
                var stored = (await _embeddings.CompleteAsync(Id, embedded, failed, cancellationToken).ConfigureAwait(false)).ToHashSet();
                await Vectors.PutAsync(
                    embedded.Where(vector => stored.Contains(vector.ImageId)).ToList(), CancellationToken.None).ConfigureAwait(false);
                await Vectors.RemoveAsync(failed.Select(failure => failure.ImageId).ToArray(), CancellationToken.None).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    public async Task FinishRebuildingAsync(CancellationToken cancellationToken)
    {
        if (!Rebuilding)
            return;
        await _spaces.SwitchAsync(new SpaceSwitch(Id), cancellationToken).ConfigureAwait(false);
        Rebuilding = false;
        await RemoveOthersAsync(cancellationToken).ConfigureAwait(false);
        _logger.LogInformation("The library has moved into the embedding space {Space}", Id);
    }

    public async ValueTask DisposeAsync()
    {
        await _savingIfDue.ConfigureAwait(false);
        await _gate.HoldAsync(
            () =>
            {
                _open.Remove(this);
                _vectors?.Dispose();
                return Task.FromResult(true);
            },
            CancellationToken.None).ConfigureAwait(false);
        _saving.Dispose();
    }

    private async Task<FaissVectorIndex> BeginAsync(EmbeddingIndex? example, CancellationToken cancellationToken)
    {
        var type = Kind.Faiss;
        if (type.NeedsTraining && example is null)
            throw new UntrainedIndexException(Id);
        var vectors = FaissVectorIndex.Create(_space.Dimension, SearchThreads, Kind);
        try
        {
            if (!type.NeedsTraining)
                return vectors;
            var sample = await example!.SampleAsync(type.RecommendedTrainingVectors, cancellationToken).ConfigureAwait(false);
            await vectors.TrainAsync(sample, cancellationToken).ConfigureAwait(false);
            // The training must be on disk before any vector counts on it.
            await _snapshot.SaveAsync(vectors, cancellationToken).ConfigureAwait(false);
            return vectors;
        }
        catch
        {
            vectors.Dispose();
            throw;
        }
    }

    /// <returns>How many pictures belong in this space.</returns>
    private Task<int> EnterAsync(CancellationToken cancellationToken) => _gate.HoldAsync(
        () =>
        {
            _open.Add(this);
            return ReconcileAsync(cancellationToken);
        },
        cancellationToken);

    /// <summary>Gives up suspects, drops what the catalogue no longer has, and queues what has no vector.</summary>
    /// <returns>How many pictures belong in this space.</returns>
    private async Task<int> ReconcileAsync(CancellationToken cancellationToken)
    {
        var suspects = await _embeddings.FailSuspectsAsync(Id, SuspectProblem, cancellationToken).ConfigureAwait(false);
        if (suspects > 0)
            _logger.LogWarning("{Count} pictures were being read, alone, at two abrupt ends of the service and are not tried again", suspects);
        var known = _embeddings.EmbeddableIds(Id).ToHashSet();
        var ids = await Vectors.IdsAsync(cancellationToken).ConfigureAwait(false);
        await Vectors.RemoveAsync(ids.Where(id => !known.Contains(id)).ToArray(), cancellationToken).ConfigureAwait(false);
        await _embeddings.ReconcileAsync(Id, ids.Where(known.Contains).ToArray(), cancellationToken).ConfigureAwait(false);
        return known.Count;
    }

    private async Task EnterSpaceAsync(int pictures, CancellationToken cancellationToken)
    {
        var active = await _spaces.ActiveAsync(cancellationToken).ConfigureAwait(false);
        if (active != Id)
        {
            Rebuilding = active is not null && pictures > Vectors.Count;
            if (Rebuilding)
            {
                _logger.LogInformation("The library was in the embedding space {Old}; its pictures are being embedded into {New}", active, Id);
                return;
            }

            await _spaces.SwitchAsync(new SpaceSwitch(Id), cancellationToken).ConfigureAwait(false);
        }

        // Also where the space was active before: the process may have ended between the two.
        await RemoveOthersAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task RemoveOthersAsync(CancellationToken cancellationToken)
    {
        var listed = await _spaces.ListAsync(cancellationToken).ConfigureAwait(false);
        _snapshot.RemoveOthers(listed.Select(space => space.Id).ToList(), setAside: _embeddings.MayLackRows);
    }

    // A catalogue that is new, or an older copy, would give the id of a vector that is still on disk to another picture.
    private async Task ReserveIdsAsync(CancellationToken cancellationToken)
    {
        var highest = (await Vectors.IdsAsync(cancellationToken).ConfigureAwait(false)).DefaultIfEmpty().Max();
        await _embeddings.ReserveIdsAsync(highest, cancellationToken).ConfigureAwait(false);
    }
}
