using System.Text.Json;
using ImageSearch.Api.Parameters;
using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Jobs;
using ImageSearch.Engine.Library;
using ImageSearch.Engine.Library.Importing;
using ImageSearch.Engine.Models;
using ImageSearch.Engine.Search;
using ImageSearch.Engine.Spaces;
using ImageSearch.Engine.Storage;
using ImageSearch.Imaging;

namespace ImageSearch.Api.Errors;

/// <summary>The one place where our exceptions become problems. Anything not named here is a fault of ours: 500, without details.</summary>
internal static class ProblemMapping
{
    public static Problem ToProblem(this Exception exception) => exception switch
    {
        RejectedImageException rejected => rejected.Rejection.ToProblem(),
        ImageException image => Rejection.From(image).ToProblem(),
        EmbeddingException unusable => new Rejection(RejectionReason.Unreadable, unusable.Message).ToProblem(),
        BadParameterException or InvalidLabelException or InvalidCursorException or InvalidRenamePatternException or ImportRefusedException =>
            new Problem("urn:imagesearch:bad-parameter", "Bad parameter", 400, exception.Message),
        RequestLimitException over => new Problem("urn:imagesearch:request-too-large", "Request too large", 413, over.Message, over.Limit, over.Actual),
        ImageNotFoundException or JobNotFoundException or ModelNotFoundException or SpaceNotFoundException => new Problem("urn:imagesearch:not-found", "Not found", 404, exception.Message),
        OriginalMissingException => new Problem("urn:imagesearch:original-missing", "Original missing", 404, exception.Message),
        FileNotFoundException or DirectoryNotFoundException =>
            new Problem("urn:imagesearch:original-missing", "Original missing", 404, "The original file is missing from the data directory. Upload the picture again."),
        ModelConflictException or ModelException => new Problem("urn:imagesearch:model-conflict", "Model conflict", 409, exception.Message),
        MissingModelException => new Problem("urn:imagesearch:model-missing", "Model missing", 409, exception.Message),
        ImagePendingException => new Problem("urn:imagesearch:not-ready", "Not ready", 409, exception.Message),
        SpaceStateException => new Problem("urn:imagesearch:space-state", "Not in that state", 409, exception.Message),
        ImageFailedException => new Problem("urn:imagesearch:not-embedded", "Not embedded", 422, exception.Message),
        RebuildingException rebuilding =>
            new Problem("urn:imagesearch:rebuilding", "rebuilding", 503, exception.Message) { Percent = Math.Round(rebuilding.Percent, 1) },
        QueueFullException => new Problem("urn:imagesearch:queue-full", "Queue full", 429, exception.Message),
        StorageFullException => new Problem("urn:imagesearch:disk-full", "Disk full", 507, exception.Message),
        BadHttpRequestException { StatusCode: 413 } => new Problem("urn:imagesearch:request-too-large", "Request too large", 413, exception.Message),
        BadHttpRequestException bad => new Problem("urn:imagesearch:bad-request", "Bad request", bad.StatusCode, Reword(bad)),
        _ when StorageFullException.IsCauseOf(exception) => new StorageFullException(exception).ToProblem(),
        _ => new Problem("urn:imagesearch:internal-error", "Internal error", 500, "Something went wrong in the service. Its log has the details under this trace id."),
    };

    public static Problem ToProblem(this Rejection rejection)
    {
        var (type, title, status) = rejection.Reason switch
        {
            RejectionReason.Empty => ("empty-file", "Empty file", 422),
            RejectionReason.Unreadable => ("unreadable-image", "Unreadable image", 422),
            RejectionReason.Unsupported => ("unsupported-image", "Unsupported image", 415),
            RejectionReason.TooManyBytes => ("file-too-large", "File too large", 413),
            RejectionReason.TooManyPixels => ("too-many-pixels", "Too many pixels", 413),
            RejectionReason.TooManyFrames => ("too-many-frames", "Too many frames", 413),
            _ => throw new ArgumentOutOfRangeException(nameof(rejection)),
        };
        return new Problem($"urn:imagesearch:{type}", title, status, rejection.Detail, rejection.Limit, rejection.Actual);
    }

    // The framework speaks of its own types: clients know none of them.
    private static string Reword(BadHttpRequestException exception)
    {
        if (exception.InnerException is UnknownNameException unknown)
            return unknown.Explain(Place(unknown));
        if (exception.InnerException is JsonException json)
            return $"The body is not the JSON that this endpoint takes: see {Place(json)}. /swagger shows what it takes.";
        if (exception.Message.Contains("not provided from body", StringComparison.Ordinal))
            return "The body is empty. /swagger shows the JSON that this endpoint takes.";
        return exception.StatusCode == StatusCodes.Status415UnsupportedMediaType && exception.Message.Contains("JSON", StringComparison.Ordinal)
            ? "This endpoint takes JSON: send it with Content-Type: application/json."
            : exception.Message;
    }

    private static string Place(JsonException exception) =>
        exception.Path is { Length: > 1 } path ? path.TrimStart('$', '.') : $"byte {exception.BytePositionInLine ?? 0} of line {(exception.LineNumber ?? 0) + 1}";
}
