using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Ports;
using ImageSearch.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine.Indexing;

/// <summary>
/// The index of one embedding space and its two homes on disk: the snapshot, and the catalogue for what came after it. A vector is in
/// the catalogue from the moment it is computed until a snapshot that contains it is safely on disk.
/// </summary>
internal sealed partial class EmbeddingIndex : IAsyncDisposable
{
    private const int ReplayBatch = 4096;
    private const string SuspectProblem = "The service ended abruptly time and again while it was reading this picture. Retry it, or replace it.";

    private readonly EmbeddingSpace _space;
    private readonly IndexTuning _tuning;
    private readonly SqliteEmbeddings _embeddings;
    private readonly ISpaces _spaces;
    private readonly IndexSnapshot _snapshot;
    private readonly OpenIndexes _open;
    private readonly LibraryGate _gate;
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
        _logger = logger;
    }

    /// <summary>The index's name in the catalogue and on disk: space and kind.</summary>
    public string Id => _snapshot.Id;

    public EmbeddingSpace Space => _space;

    public IndexKind Kind => _snapshot.Kind;

    public IVectorIndex Vectors => _vectors ?? throw new InvalidOperationException("The index is not open.");

    /// <summary>When the snapshot on disk was written; null before the first.</summary>
    public DateTimeOffset? SavedAt => _snapshot.SavedAt;

    /// <summary>Whether searches must wait, because the library is being embedded into this space for the first time.</summary>
    public bool Rebuilding { get; private set; }

    /// <summary>
    /// Opens the index that searches answer from: loads the snapshot, replays the catalogue's vectors, drops what the catalogue no longer has and
    /// queues what has no vector.
    /// </summary>
    /// <exception cref="UntrainedIndexException">It would have to be trained anew.</exception>
    public async Task OpenAsync(int threads, CancellationToken cancellationToken)
    {
        await LoadAsync(threads, cancellationToken).ConfigureAwait(false);
        await ReserveIdsAsync(cancellationToken).ConfigureAwait(false);
        await _embeddings.ShowAsync(Id, cancellationToken).ConfigureAwait(false);
        var pictures = await JoinAsync(cancellationToken).ConfigureAwait(false);
        await EnterSpaceAsync(pictures, cancellationToken).ConfigureAwait(false);
        _logger.LogInformation("Index {Space} is open with {Count} vectors of {Dimension} dimensions", Id, Vectors.Count, Vectors.Dimension);
    }

    /// <summary>Loads what there is of this space, which is not the active one: no picture's state changes.</summary>
    /// <param name="sample">Vectors to train a new index on, where its kind needs that; null where there are none.</param>
    /// <exception cref="UntrainedIndexException">It would have to be trained, and there is no sample.</exception>
    public async Task LoadAsync(int threads, CancellationToken cancellationToken, Func<CancellationToken, Task<float[]>>? sample = null)
    {
        var vectors = await _snapshot.LoadAsync(threads, cancellationToken).ConfigureAwait(false)
            ?? await BeginAsync(threads, sample, cancellationToken).ConfigureAwait(false);
        _vectors = vectors;
        await vectors.TuneAsync(_tuning, cancellationToken).ConfigureAwait(false);
        for (var (batch, last) = _embeddings.VectorsAfter(Id, 0, ReplayBatch); batch.Count > 0; (batch, last) = _embeddings.VectorsAfter(Id, last, ReplayBatch))
            await _vectors.PutAsync(batch.Where(vector => vector.Vector.Length == _space.Dimension).ToList(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>From here on what is deleted is removed from this index, too. It gives up suspects, drops what was deleted before, and queues what has no vector.</summary>
    /// <returns>How many pictures belong in this space.</returns>
    public Task<int> JoinAsync(CancellationToken cancellationToken) => _gate.HoldAsync(
        () =>
        {
            _open.Add(this);
            return ReconcileAsync(cancellationToken);
        },
        cancellationToken);

    /// <summary>Returns when every vector that the catalogue has can be found: it is written there first, and comes into memory behind the same gate.</summary>
    public Task SettleAsync(CancellationToken cancellationToken) => _gate.HoldAsync(() => Task.FromResult(true), cancellationToken);

    /// <summary>Records outcomes in the catalogue and in memory. From here on searches find the embedded pictures, also after a crash.</summary>
    public Task CommitAsync(
        IReadOnlyList<EmbeddedVector> embedded, IReadOnlyList<FailedEmbedding> failed, CancellationToken cancellationToken) =>
        _gate.HoldAsync(
            async () =>
            {
                var stored = (await _embeddings.CompleteAsync(Id, embedded, failed, cancellationToken).ConfigureAwait(false)).ToHashSet();
                await Vectors.PutAsync(embedded.Where(vector => stored.Contains(vector.ImageId)).ToList(), CancellationToken.None).ConfigureAwait(false);
                await Vectors.RemoveAsync(failed.Select(failure => failure.ImageId).ToArray(), CancellationToken.None).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    /// <summary>Lets searches answer from this space, when nothing waits any more.</summary>
    public async Task FinishRebuildingAsync(CancellationToken cancellationToken)
    {
        if (!Rebuilding)
            return;
        await _spaces.SwitchAsync(new SpaceSwitch(Id), cancellationToken).ConfigureAwait(false);
        Rebuilding = false;
        RemoveOthers();
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

    private async Task<FaissVectorIndex> BeginAsync(int threads, Func<CancellationToken, Task<float[]>>? sample, CancellationToken cancellationToken)
    {
        if (Kind.NeedsTraining && sample is null)
            throw new UntrainedIndexException(Id);
        var vectors = FaissVectorIndex.Create(_space.Dimension, threads, Kind);
        try
        {
            if (!Kind.NeedsTraining)
                return vectors;
            await vectors.TrainAsync(await sample!(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
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
        var active = _spaces.Active();
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
        RemoveOthers();
    }

    private void RemoveOthers() => _snapshot.RemoveOthers(_spaces.List().Select(space => space.Id).ToList(), setAside: _embeddings.MayLackRows);

    // A catalogue that is new, or an older copy, would give the id of a vector that is still on disk to another picture.
    private async Task ReserveIdsAsync(CancellationToken cancellationToken)
    {
        var highest = (await Vectors.IdsAsync(cancellationToken).ConfigureAwait(false)).DefaultIfEmpty().Max();
        await _embeddings.ReserveIdsAsync(highest, cancellationToken).ConfigureAwait(false);
    }
}
