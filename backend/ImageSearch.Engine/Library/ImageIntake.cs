using System.Threading.Channels;
using ImageSearch.Engine.Indexing;
using ImageSearch.Engine.Library.Importing;
using ImageSearch.Engine.Ports;
using ImageSearch.Engine.Storage;
using ImageSearch.Imaging;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine.Library;

/// <summary>
/// Adds spooled files to the library. Uploads that wait at the same time are committed together: files are moved into place, the file
/// system is flushed once, and one transaction follows. Only then does a caller get the result "added".
/// </summary>
internal sealed class ImageIntake : IAsyncDisposable
{
    private readonly Channel<Request> _requests = Channel.CreateUnbounded<Request>();
    private readonly IPictures _pictures;
    private readonly IImageStore _store;
    private readonly OrphanStore _orphans;
    private readonly IImportLedger _imports;
    private readonly LibraryGate _gate;
    private readonly ImageLimits _limits;
    private readonly Action _added;
    private readonly ILogger<ImageIntake> _logger;
    private readonly Task _committing;

    /// <param name="added">Called after pictures were added.</param>
    public ImageIntake(
        IPictures pictures, IImageStore store, OrphanStore orphans, IImportLedger imports, LibraryGate gate, ImageLimits limits, Action added,
        ILogger<ImageIntake> logger)
    {
        _pictures = pictures;
        _store = store;
        _orphans = orphans;
        _imports = imports;
        _gate = gate;
        _limits = limits;
        _added = added;
        _logger = logger;
        _committing = Task.Run(CommitAllAsync);
    }

    /// <summary>Adds files and returns one outcome for each, in order. A bad file does not stop the others.</summary>
    /// <exception cref="StorageFullException">The disk is full; none of them was added.</exception>
    public async Task<IReadOnlyList<AddOutcome>> AddAsync(IReadOnlyList<SpooledFile> files, AddOptions options, CancellationToken cancellationToken)
    {
        var candidates = await Task.Run(() => files.Select(Inspect).ToArray(), cancellationToken).ConfigureAwait(false);
        return await AddAsync(candidates, options, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="AddAsync(IReadOnlyList{SpooledFile}, AddOptions, CancellationToken)"/>
    /// <param name="candidates">Files whose headers have been read.</param>
    public async Task<IReadOnlyList<AddOutcome>> AddAsync(IReadOnlyList<Candidate> candidates, AddOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var request = new Request(candidates, options);
        ObjectDisposedException.ThrowIf(!_requests.Writer.TryWrite(request), this);
        return await request.Completion.Task.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        _requests.Writer.TryComplete();
        await _committing.ConfigureAwait(false);
    }

    private Candidate Inspect(SpooledFile file)
    {
        if (file.Rejection is not null)
            return new Candidate(file, null, file.Rejection);
        try
        {
            return new Candidate(file, ImageReader.ReadHeader(file.Path, _limits), null);
        }
        catch (ImageException exception)
        {
            return new Candidate(file, null, Rejection.From(exception));
        }
    }

    private async Task CommitAllAsync()
    {
        while (await _requests.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            var group = new List<Request>();
            while (_requests.Reader.TryRead(out var request))
                group.Add(request);
            try
            {
                await _gate.HoldAsync(() => CommitAsync(group), CancellationToken.None).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // Every failure is passed to the callers, and the next group must still be served.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                _logger.LogError(exception, "Adding {Count} uploads failed: {Reason}", group.Count, exception.Message);
                foreach (var request in group)
                    request.Completion.TrySetException(StorageFullException.IsCauseOf(exception) ? new StorageFullException(exception) : exception);
            }
        }
    }

    private async Task<int> CommitAsync(List<Request> group)
    {
        var contents = group.SelectMany(request => request.Candidates).Select(candidate => candidate.File.Sha256).ToList();
        var plan = new IntakePlan(await _pictures.FindByContentAsync(contents, CancellationToken.None).ConfigureAwait(false), image => IsStored(image.Sha256, image.Format));
        foreach (var request in group)
            plan.Add(request.Candidates, request.Options);

        var added = await StoreAsync(plan).ConfigureAwait(false);
        TakeBack(plan);
        EngineMetrics.Added.Add(added.Count);
        if (added.Count > 0 || plan.Restored.Count > 0)
            _added();
        foreach (var (request, outcomes) in group.Zip(plan.Outcomes(added)))
            request.Completion.TrySetResult(outcomes);
        return added.Count;
    }

    private async Task<IReadOnlyList<ImageRecord>> StoreAsync(IntakePlan plan)
    {
        // A file that was there before may belong to a lost catalogue: it stays, whatever happens to this upload.
        var placed = plan.Placements.Where(file => !IsStored(file.File.Sha256, file.Header!.Format)).ToList();
        try
        {
            foreach (var file in plan.Placements)
                _store.Place(file.File.Path, file.File.Sha256, file.Header!.Format.FileExtension());
            if (plan.Placements.Count > 0)
                _store.Flush();
            if (plan.Restored.Count > 0)
                await _pictures.RetryAsync(new ImageSelection.ByIds(plan.Restored.Select(image => image.Id).ToList()), CancellationToken.None).ConfigureAwait(false);
            var added = plan.Additions.Count == 0 ? [] : await _pictures.AddAsync(plan.Additions, CancellationToken.None).ConfigureAwait(false);
            if (plan.Sightings.Count > 0 || plan.Adopted.Count > 0)
                await _imports.RecordAsync(plan.Sightings, plan.Adopted, CancellationToken.None).ConfigureAwait(false);
            return added;
        }
        catch
        {
            await WithdrawAsync(placed).ConfigureAwait(false);
            throw;
        }
    }

    // The usual cause is a full disk, so files of pictures that were not added must not keep it full.
    private async Task WithdrawAsync(List<Candidate> placed)
    {
        try
        {
            var named = await _pictures.NamedContentsAsync(placed.Select(file => file.File.Sha256).ToList(), CancellationToken.None).ConfigureAwait(false);
            foreach (var file in placed.Where(file => !named.Contains(file.File.Sha256)))
                _store.Remove(file.File.Sha256, file.Header!.Format.FileExtension());
        }
#pragma warning disable CA1031 // The callers get the original failure instead; a later start sets these files aside.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _logger.LogWarning("Originals of a failed upload are left until a later start: {Reason}", exception.Message);
        }
    }

    // For pictures whose content was set aside before. They are added already, even if this fails.
    private void TakeBack(IntakePlan plan)
    {
        try
        {
            var back = plan.Additions.Select(image => (image.Sha256, image.Header.Format.FileExtension()))
                .Concat(plan.Restored.Select(image => (image.Sha256, image.Format.FileExtension())))
                .Distinct().Where(file => _orphans.Has(file.Sha256, file.Item2)).ToList();
            if (back.Count > 0)
                _orphans.GiveBack(back, "a picture with this content was added");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _logger.LogWarning("Originals could not be moved back from {Folder}: {Reason}", _orphans.Folder, exception.Message);
        }
    }

    private bool IsStored(string sha256, ImageFormat format) => File.Exists(_store.PathOf(sha256, format.FileExtension()));

    /// <summary>A file with its header, or the reason why it is refused.</summary>
    internal sealed record Candidate(SpooledFile File, ImageHeader? Header, Rejection? Rejection)
    {
        /// <summary>The options of this file, if they differ from those of the request.</summary>
        public AddOptions? Options { get; init; }

        /// <summary>Where an import found the file; a file that stays there is not moved into place.</summary>
        public ImportedFile? Source { get; init; }
    }

    private sealed record Request(IReadOnlyList<Candidate> Candidates, AddOptions Options)
    {
        public TaskCompletionSource<IReadOnlyList<AddOutcome>> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
