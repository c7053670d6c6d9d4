using ImageSearch.Api.Errors;
using ImageSearch.Api.Events;
using ImageSearch.Api.Hosting;
using ImageSearch.Api.Images;
using ImageSearch.Api.Importing;
using ImageSearch.Api.Indexing;
using ImageSearch.Api.Jobs;
using ImageSearch.Api.Logging;
using ImageSearch.Api.Models;
using ImageSearch.Api.OlderClients;
using ImageSearch.Api.OpenApi;
using ImageSearch.Api.Parameters;
using ImageSearch.Api.Search;
using ImageSearch.Api.Security;
using ImageSearch.Api.Service;
using ImageSearch.Api.Spaces;
using ImageSearch.Api.Telemetry;
using ImageSearch.Api.Uploads;
using ImageSearch.Engine.Local.Orphans;

try
{
    var document = OpenApiDocumentFile.Requested(args);
    // Settings are read once. Watching them for changes costs seconds at the start in a large working directory, because every folder in it
    // is watched.
    var builder = WebApplication.CreateBuilder(["--hostBuilder:reloadConfigOnChange=false", .. args]);

    builder.AddStructuredLogging();
    builder.AddLibrary(open: document is null);
    builder.AddUploads();
    builder.AddSearch();
    builder.AddSecurity();
    builder.AddTelemetry();
    builder.Services.AddProblems();
    builder.Services.AddSingleton<ServerSentEvents>();
    builder.Services.AddSingleton<LayoutAnswers>();
    builder.Services.AddOpenApiDocument();

    var app = builder.Build();

    app.UseRequestLog();
    app.UseProblems();
    app.UseHostAndOriginChecks();
    app.UseOpenApiDocument();
    app.UseQueryRules();

    var endpoints = app.MapGroup("").WithQueryRules().WithHead();
    endpoints.MapImages();
    endpoints.MapSearch();
    endpoints.MapIndex();
    endpoints.MapImports();
    endpoints.MapSpaces();
    endpoints.MapJobs();
    endpoints.MapModels();
    endpoints.MapEvents();
    endpoints.MapService();
    endpoints.MapOlderClients();

    return document is null ? await app.RunServiceAsync() : await app.WriteOpenApiDocumentAsync(document);
}
catch (Exception exception) when (StartRefusal.Explain(exception) is not null)
{
    return StartRefusal.Tell(exception);
}
