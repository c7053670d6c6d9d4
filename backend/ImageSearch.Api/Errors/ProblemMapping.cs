using System.Diagnostics;
using System.Text.Json;
using ImageSearch.Api.Parameters;
using ImageSearch.Engine;
using ImageSearch.Engine.Local.Orphans;
using Microsoft.AspNetCore.WebUtilities;

namespace ImageSearch.Api.Errors;

/// <summary>
/// The only place where exceptions become problems. Every exception that is not named here is an internal error: 500, without details.
/// </summary>
internal static class ProblemMapping
{
    public static Problem ToProblem(this Exception exception) => exception switch
    {
        LibraryException library => LibraryProblems.ToProblem(library),
        BadParameterException => Problem.Of("bad-parameter", 400, exception.Message),
        RequestLimitException over => Problem.Of("request-too-large", 413, over.Message, over.Limit, over.Actual),
        BadHttpRequestException { StatusCode: 413 } => Problem.Of("request-too-large", 413, exception.Message),
        BadHttpRequestException bad => Problem.Of("bad-request", bad.StatusCode, Reword(bad)),
        _ when StorageFullException.IsCauseOf(exception) => LibraryProblems.ToProblem(new StorageFullException(exception)),
        _ => Problem.Of("internal-error", 500, "Something went wrong in the service. Its log has the details under this trace id."),
    };

    /// <summary>A problem that only repeats its status.</summary>
    public static Problem Of(int status, string? detail = null)
    {
        var title = ReasonPhrases.GetReasonPhrase(status);
        return new Problem($"urn:imagesearch:{title.ToLowerInvariant().Replace(' ', '-')}", title, status, detail ?? $"{title}.");
    }

    public static Problem For(this Problem problem, HttpContext context) =>
        problem with { TraceId = Activity.Current?.Id ?? context.TraceIdentifier };

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
        exception.Path is { Length: > 1 } path
            ? path.TrimStart('$', '.')
            : $"byte {exception.BytePositionInLine ?? 0} of line {(exception.LineNumber ?? 0) + 1}";
}
