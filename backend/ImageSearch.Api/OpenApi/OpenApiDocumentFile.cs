using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;

namespace ImageSearch.Api.OpenApi;

/// <summary>Writes the OpenAPI document to a file (<c>--openapi FILE</c>), without a model, data or a server.</summary>
internal static class OpenApiDocumentFile
{
    private const string Switch = "--openapi";

    /// <summary>The path of the file to write; null if the service is to run.</summary>
    public static string? Requested(string[] args) => args is [Switch, var file, ..] ? file : null;

    public static async Task<int> WriteOpenApiDocumentAsync(this WebApplication app, string file)
    {
        // The endpoints are known only after the server has started, so it starts briefly, on a port that the system chooses.
        app.Urls.Clear();
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync();
        var provider = app.Services.GetRequiredService<IAsyncSwaggerProvider>();
        var document = await provider.GetSwaggerAsync(OpenApiExtensions.DocumentName, null, null);
        var json = await document.SerializeAsJsonAsync(OpenApiExtensions.SpecVersion);
        await File.WriteAllTextAsync(file, json.ReplaceLineEndings("\n") + "\n");
        await app.StopAsync();
        return 0;
    }
}
