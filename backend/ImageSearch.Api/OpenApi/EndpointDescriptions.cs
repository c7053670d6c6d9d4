using ImageSearch.Api.Errors;
using Microsoft.AspNetCore.Http.Metadata;

namespace ImageSearch.Api.OpenApi;

/// <summary>What endpoints say of themselves for the OpenAPI document, beyond what their signatures tell.</summary>
internal static class EndpointDescriptions
{
    /// <summary>Errors it answers with, each a problem. 400 and 403 (foreign host or origin) and 500 come with every endpoint.</summary>
    public static RouteHandlerBuilder ProducesProblems(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (var status in statuses)
            endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(Problem), [Problem.ContentType]));
        return endpoint;
    }

    /// <summary>It reads a multipart form, as a stream, of this shape.</summary>
    public static RouteHandlerBuilder TakesForm<TForm>(this RouteHandlerBuilder endpoint)
        where TForm : class => endpoint.WithMetadata(new FormMetadata(typeof(TForm)));

    /// <summary>It answers with a file that clients may keep (304).</summary>
    public static RouteHandlerBuilder ProducesFile(this RouteHandlerBuilder endpoint, params string[] types) => endpoint
        .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(FileContentMarker), types))
        .Produces(StatusCodes.Status304NotModified);

    /// <summary>It answers with a file made for this request.</summary>
    public static RouteHandlerBuilder ProducesDownload(this RouteHandlerBuilder endpoint, params string[] types) =>
        endpoint.WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(FileContentMarker), types));

    /// <summary>It answers with ranges of its file (206) where they are asked for.</summary>
    public static RouteHandlerBuilder ProducesRanges(this RouteHandlerBuilder endpoint, params string[] types) => endpoint
        .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status206PartialContent, typeof(FileContentMarker), types))
        .ProducesProblems(StatusCodes.Status416RangeNotSatisfiable);

    /// <summary>It answers with server-sent events.</summary>
    public static RouteHandlerBuilder ProducesEventStream(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), ["text/event-stream"]));

    /// <summary>The shape of a form that the endpoint reads itself.</summary>
    internal sealed record FormMetadata(Type Form);

    /// <summary>The bytes of a file.</summary>
    internal sealed class FileContentMarker;
}
