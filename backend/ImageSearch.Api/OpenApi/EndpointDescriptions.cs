using ImageSearch.Api.Errors;
using Microsoft.AspNetCore.Http.Metadata;

namespace ImageSearch.Api.OpenApi;

/// <summary>Describes endpoints in the OpenAPI document beyond their signatures.</summary>
internal static class EndpointDescriptions
{
    /// <summary>The errors of the endpoint, each a problem. Every endpoint also has 400 and 403 (foreign host or origin) and 500.</summary>
    public static RouteHandlerBuilder ProducesProblems(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (var status in statuses)
            endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(Problem), [Problem.ContentType]));
        return endpoint;
    }

    /// <summary>The endpoint reads a multipart form of this shape as a stream.</summary>
    public static RouteHandlerBuilder TakesForm<TForm>(this RouteHandlerBuilder endpoint)
        where TForm : class => endpoint.WithMetadata(new FormMetadata(typeof(TForm)));

    /// <summary>The endpoint answers with a file that clients may cache (304).</summary>
    public static RouteHandlerBuilder ProducesFile(this RouteHandlerBuilder endpoint, params string[] types) => endpoint
        .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(FileContentMarker), types))
        .Produces(StatusCodes.Status304NotModified);

    /// <summary>The endpoint answers with a file that is made for the request.</summary>
    public static RouteHandlerBuilder ProducesDownload(this RouteHandlerBuilder endpoint, params string[] types) =>
        endpoint.WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(FileContentMarker), types));

    /// <summary>The endpoint answers with ranges of its file (206) on request.</summary>
    public static RouteHandlerBuilder ProducesRanges(this RouteHandlerBuilder endpoint, params string[] types) => endpoint
        .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status206PartialContent, typeof(FileContentMarker), types))
        .ProducesProblems(StatusCodes.Status416RangeNotSatisfiable);

    /// <summary>The endpoint answers with server-sent events.</summary>
    public static RouteHandlerBuilder ProducesEventStream(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), ["text/event-stream"]));

    /// <summary>The shape of a form that the endpoint reads itself.</summary>
    internal sealed record FormMetadata(Type Form);

    /// <summary>The bytes of a file.</summary>
    internal sealed class FileContentMarker;
}
