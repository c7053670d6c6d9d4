using ImageSearch.Api.Errors;
using ImageSearch.Api.Events;
using ImageSearch.Api.Hosting;
using ImageSearch.Api.Images;
using ImageSearch.Api.Importing;
using ImageSearch.Api.Indexing;
using ImageSearch.Api.Jobs;
using ImageSearch.Api.Logging;
using ImageSearch.Api.Metrics;
using ImageSearch.Api.Models;
using ImageSearch.Api.OlderClients;
using ImageSearch.Api.OpenApi;
using ImageSearch.Api.Search;
using ImageSearch.Api.Security;
using ImageSearch.Api.Service;
using ImageSearch.Api.Spaces;
using ImageSearch.Api.Uploads;

try
{
    var document = OpenApiDocumentFile.Requested(args);
    var builder = WebApplication.CreateBuilder(args);

    builder.AddStructuredLogging();
    builder.AddLibrary(open: document is null);
    builder.AddUploads();
    builder.AddSearch();
    builder.AddSecurity();
    builder.Services.AddProblems();
    builder.Services.AddSingleton<ServerSentEvents>();
    builder.Services.AddSingleton<LayoutAnswers>();
    builder.Services.AddMetricsExposition();
    builder.Services.AddOpenApiDocument();

    var app = builder.Build();

    app.UseRequestLog();
    app.UseProblems();
    app.UseMetrics();
    app.UseHostAndOriginChecks();
    app.UseOpenApiDocument();

    app.MapImages();
    app.MapSearch();
    app.MapIndex();
    app.MapImports();
    app.MapSpaces();
    app.MapJobs();
    app.MapModels();
    app.MapEvents();
    app.MapService();
    app.MapOlderClients();

    return document is null ? await app.RunServiceAsync() : await app.WriteOpenApiDocumentAsync(document);
}
catch (Exception exception) when (StartRefusal.Explain(exception) is not null)
{
    return StartRefusal.Tell(exception);
}
