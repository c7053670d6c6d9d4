using System.Text.Json;
using ImageSearch.Api.Parameters;
using ImageSearch.Engine;
using ImageSearch.Engine.Library;
using ImageSearch.Engine.Storage;

namespace ImageSearch.Api.Errors;

/// <summary>
/// The only place where exceptions become problems. Every exception that is not named here is an internal error: 500, without details.
/// </summary>
internal static class ProblemMapping
{
    public static Problem ToProblem(this Exception exception) => exception switch
    {
        LibraryException library => library.ToProblem(),
        BadParameterException => new Problem("urn:imagesearch:bad-parameter", "Bad parameter", 400, exception.Message),
        RequestLimitException over => new Problem("urn:imagesearch:request-too-large", "Request too large", 413, over.Message, over.Limit, over.Actual),
        BadHttpRequestException { StatusCode: 413 } => new Problem("urn:imagesearch:request-too-large", "Request too large", 413, exception.Message),
        BadHttpRequestException bad => new Problem("urn:imagesearch:bad-request", "Bad request", bad.StatusCode, Reword(bad)),
        _ when StorageFullException.IsCauseOf(exception) => new StorageFullException(exception).ToProblem(),
        _ => new Problem("urn:imagesearch:internal-error", "Internal error", 500, "Something went wrong in the service. Its log has the details under this trace id."),
    };

    public static Problem ToProblem(this Rejection rejection) => new RejectedImageException(rejection).ToProblem();

    private static Problem ToProblem(this LibraryException exception) =>
        new($"urn:imagesearch:{exception.Code}", TitleOf(exception.Code), StatusOf(exception.Kind), exception.Message, exception.Limit, exception.Actual)
        {
            Percent = exception.Percent is { } percent ? Math.Round(percent, 1) : null,
        };

    private static int StatusOf(LibraryErrorKind kind) => kind switch
    {
        LibraryErrorKind.Invalid => StatusCodes.Status400BadRequest,
        LibraryErrorKind.NotFound => StatusCodes.Status404NotFound,
        LibraryErrorKind.Conflict => StatusCodes.Status409Conflict,
        LibraryErrorKind.Unusable => StatusCodes.Status422UnprocessableEntity,
        LibraryErrorKind.Unsupported => StatusCodes.Status415UnsupportedMediaType,
        LibraryErrorKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        LibraryErrorKind.TooMany => StatusCodes.Status429TooManyRequests,
        LibraryErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        LibraryErrorKind.Full => StatusCodes.Status507InsufficientStorage,
        LibraryErrorKind.Unreachable => StatusCodes.Status502BadGateway,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    // These two titles existed before titles were derived from the code, and clients know them.
    private static string TitleOf(string code) => code switch
    {
        "space-state" => "Not in that state",
        "rebuilding" => "rebuilding",
        _ => $"{char.ToUpperInvariant(code[0])}{code[1..].Replace('-', ' ')}",
    };

    // The framework's message names its own types, which clients do not know.
    private static string Reword(BadHttpRequestException exception)
    {
        if (exception.InnerException is UnknownNameException unknown)
            return unknown.Explain(Place(unknown));
        if (exception.InnerException is JsonException json)
            return $"The body is not the JSON that this endpoint takes: see {Place(json)}. /swagger shows what it takes.";
        // Refusals of Kestrel and of this service have types of their own. This type comes from binding parameters, and only the body is
        // left: those of the query were checked before.
        if (exception.GetType() != typeof(BadHttpRequestException))
            return exception.Message;
        return exception.StatusCode == StatusCodes.Status415UnsupportedMediaType
            ? "This endpoint takes JSON: send it with Content-Type: application/json."
            : "The body is empty. /swagger shows the JSON that this endpoint takes.";
    }

    private static string Place(JsonException exception) =>
        exception.Path is { Length: > 1 } path ? path.TrimStart('$', '.') : $"byte {exception.BytePositionInLine ?? 0} of line {(exception.LineNumber ?? 0) + 1}";
}
