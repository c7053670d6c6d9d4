using ImageSearch.Api.Errors;
using Microsoft.Net.Http.Headers;

namespace ImageSearch.Api.Security;

internal static class SecurityExtensions
{
    public static void AddSecurity(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SecurityOptions>().BindConfiguration(SecurityOptions.Section);
        builder.Services.AddSingleton<HostAndOriginChecks>();
        var origins = builder.Configuration.GetSection($"{SecurityOptions.Section}:{nameof(SecurityOptions.AllowedOrigins)}").Get<string[]>() ?? [];
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy =>
            policy.WithOrigins(origins).AllowAnyHeader().AllowAnyMethod().WithExposedHeaders(HeaderNames.Location, HeaderNames.RetryAfter)));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
    }

    public static void UseHostAndOriginChecks(this WebApplication app)
    {
        var checks = app.Services.GetRequiredService<HostAndOriginChecks>();
        app.Use((context, next) =>
        {
            // Set at the last moment, because the answer to an error starts with empty headers.
            context.Response.OnStarting(() =>
            {
                context.Response.Headers.XContentTypeOptions = "nosniff";
                return Task.CompletedTask;
            });
            return checks.Check(context.Request) is { } problem ? context.WriteProblemAsync(problem) : next(context);
        });
        app.UseCors();
    }
}
