using ImageSearch.Engine.Embedding.Editing;
using ImageSearch.Engine.Embedding.Inference;
using ImageSearch.Imaging;
using Microsoft.Extensions.Logging;

namespace ImageSearch.Engine.Embedding;

/// <summary>
/// Embeds pictures with an ONNX model: several threads decode, one computes in batches. It owns the model's session and its threads; its
/// creator disposes it.
/// </summary>
public sealed class OnnxEmbedder : IEmbedder
{
    private const int QueryDecodeThreads = 2;
    private const int QueryRoom = 64;
    private const byte Grey = 128;

    private readonly DeviceSession _session;
    private readonly SquareDecoder _decoder;
    private readonly BatchRunner _runner;
    private readonly EmbeddingQueue _queue = new();
    private readonly DecodeLane _queries;
    private readonly DecodeLane _indexing;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _loop;
    private int _disposed;

    private OnnxEmbedder(
        DeviceSession session, InspectedModel inspected, EmbeddingSpace space, BatchRunner runner,
        EmbeddingOptions options, SquareDecoder decoder, ILogger logger)
    {
        var threads = options.DecodeThreads > 0 ? options.DecodeThreads : Environment.ProcessorCount;
        var room = options.QueueLength > 0 ? options.QueueLength : threads + (2 * runner.Capacity);
        _decoder = decoder;
        _runner = runner;
        _queries = new DecodeLane(QueryDecodeThreads, QueryRoom);
        _indexing = new DecodeLane(threads, room);
        _loop = new InferenceLoop(_queue, runner, logger).StartAsync();
        Model = inspected.Model;
        Space = space;
        _session = session;
        logger.LogInformation(
            "Embedding with {Model} on {Device}, {BatchSize} pictures at once, into the space {Space}",
            Model.Name, Device, runner.Capacity, Space.Id);
        if (Model.Edit is not null)
            logger.LogInformation("The model's graph is changed before it is used: {Edit}", Model.Edit);
        if (Model.BuiltIn)
            logger.LogInformation("The built-in model is small; a ResNet50 gives better results. models/README.md describes both");
    }

    public EmbeddingSpace Space { get; }

    public ModelDescriptor Model { get; }

    public string Device => _session.Device == EmbeddingDevice.Cuda ? "cuda" : "cpu";

    public string? DeviceNote => _session.Note;

    /// <summary>The most pictures that are computed together.</summary>
    internal int BatchSize => _runner.Capacity;

    /// <summary>Finds, loads and checks the model.</summary>
    /// <exception cref="ModelException">There is no model, it is broken, or the requested device does not work.</exception>
    public static Task<OnnxEmbedder> CreateAsync(
        EmbeddingOptions options, ModelLocator locator, ImageLimits limits, ILogger logger, CancellationToken cancellationToken) =>
        CreateAsync(
            options, locator, Decoder(limits), logger, cancellationToken);

    /// <summary>Loads and checks a model.</summary>
    /// <param name="recorded">The id of the space that a library has of this model, see <see cref="EmbeddingSpace.Recorded"/>.</param>
    /// <exception cref="ModelException">The model is broken, or the requested device does not work.</exception>
    public static Task<OnnxEmbedder> OpenAsync(
        ModelFile file, string? recorded, EmbeddingOptions options, ImageLimits limits, ILogger logger, CancellationToken cancellationToken) =>
        Task.Run(() => Load(file, recorded, options, Decoder(limits), logger, OnnxSession.Open), cancellationToken);

    public async Task<EmbeddedImage> EmbedAsync(
        string imagePath, CropRegion? region, EmbeddingPriority priority, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested, this);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        try
        {
            var lane = priority == EmbeddingPriority.Query ? _queries : _indexing;
            return await lane.RunAsync(
                () => _decoder(imagePath, Model.Preprocessing.Resize, Model.Preprocessing.Crop, region),
                image => InferAsync(image.Pixels, priority, waiting.Token),
                waiting.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ObjectDisposedException(nameof(OnnxEmbedder));
        }
    }

    public async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        var grey = new byte[3 * Model.Size * Model.Size];
        Array.Fill(grey, Grey);
        try
        {
            await InferAsync(grey, EmbeddingPriority.Query, cancellationToken).ConfigureAwait(false);
        }
        catch (EmbeddingException exception)
        {
            throw new ModelException($"{Model.Path} cannot embed even a plain grey picture: {exception.Message} Name another model.", exception);
        }
    }

    /// <summary>Ends the work, fails waiting requests with <see cref="ObjectDisposedException"/> and frees the model.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        await _closing.CancelAsync().ConfigureAwait(false);
        _queue.Close();
        await _loop.ConfigureAwait(false);
        await _queries.DisposeAsync().ConfigureAwait(false);
        await _indexing.DisposeAsync().ConfigureAwait(false);
        _runner.Dispose();
        _closing.Dispose();
    }

    internal static async Task<OnnxEmbedder> CreateAsync(
        EmbeddingOptions options, ModelLocator locator, SquareDecoder decoder, ILogger logger,
        CancellationToken cancellationToken, SessionOpener? open = null)
    {
        var file = await locator.LocateAsync(cancellationToken).ConfigureAwait(false);
        return await Task.Run(() => Load(file, null, options, decoder, logger, open ?? OnnxSession.Open), cancellationToken).ConfigureAwait(false);
    }

    private static SquareDecoder Decoder(ImageLimits limits) =>
        (path, resize, crop, region) => ImageReader.DecodeSquare(path, resize, crop, region, limits);

    private static OnnxEmbedder Load(
        ModelFile file, string? recorded, EmbeddingOptions options, SquareDecoder decoder, ILogger logger, SessionOpener open)
    {
        var loadable = LoadableModel.Prepare(file, options.Precision);
        var session = open(loadable, options, logger);
        try
        {
            var inspected = new ModelInspection(loadable, session.Metadata).Inspect();
            var automatic = session.Session.Device == EmbeddingDevice.Cuda ? 32 : 4;
            var runner = new BatchRunner(session.Session, inspected, options.BatchSize > 0 ? options.BatchSize : automatic);
            return new OnnxEmbedder(session.Session, inspected, EmbeddingSpace.Recorded(inspected.Model, recorded), runner, options, decoder, logger);
        }
        catch
        {
            session.Session.Dispose();
            throw;
        }
    }

    private async Task<float[]> InferAsync(byte[] pixels, EmbeddingPriority priority, CancellationToken cancellationToken)
    {
        var request = new EmbeddingRequest(pixels);
        await using var registration = cancellationToken.Register(() => request.Cancel(cancellationToken)).ConfigureAwait(false);
        _queue.Add(request, priority);
        return await request.Vector.ConfigureAwait(false);
    }
}
