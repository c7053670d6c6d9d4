using System.Text.Json;
using System.Text.Json.Nodes;
using ImageSearch.Api.Errors;

namespace ImageSearch.Api.OlderClients;

/// <summary>Clients of the older systems expect <c>success</c> and <c>error</c> in an answer, so problems include both for them.</summary>
internal static class OlderClientErrors
{
    /// <summary>Endpoint metadata: problems of the endpoint are extended.</summary>
    public sealed class Marker;

    // The exception handler clears the endpoint before it runs; the feature still has it.
    public static bool AppliesTo(HttpContext context) =>
        (context.GetEndpoint() ?? context.Features.Get<Microsoft.AspNetCore.Diagnostics.IExceptionHandlerFeature>()?.Endpoint)?.Metadata
            .GetMetadata<Marker>() is not null;

    public static JsonNode Extend(Problem problem)
    {
        var json = JsonSerializer.SerializeToNode(problem, JsonSerializerOptions.Web)!.AsObject();
        json["success"] = false;
        json["error"] = problem.Detail;
        return json;
    }
}
