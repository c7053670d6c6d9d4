using System.Text.Json.Nodes;
using ImageSearch.Api.Parameters;
using ImageSearch.Api.Search;
using ImageSearch.Imaging;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.OpenApi;

namespace ImageSearch.Api.OpenApi;

internal static class OpenApiExtensions
{
    public const string DocumentName = "v1";
    public const OpenApiSpecVersion SpecVersion = OpenApiSpecVersion.OpenApi3_1;

    private const string Description =
        "Self-hosted image similarity search. Drop pictures in, find the ones that look alike. Errors are problem details (RFC 9457).";

    public static void AddOpenApiDocument(this IServiceCollection services)
    {
        services.Configure<JsonOptions>(options =>
        {
            options.SerializerOptions.Converters.Add(new NamedEnumConverter());
            options.SerializerOptions.RespectNullableAnnotations = false;
        });
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc(DocumentName, new OpenApiInfo
            {
                Title = "ImageSearch",
                Version = DocumentName,
                Description = Description,
                Contact = new OpenApiContact { Name = "The ImageSearch authors" },
                License = new OpenApiLicense { Name = "MIT License", Identifier = "MIT" },
            });
            options.AddServer(new OpenApiServer { Url = "/", Description = "The service that this document comes from." });
            // HEAD works wherever GET does; listing it would repeat everything.
            options.DocInclusionPredicate((_, description) => description.HttpMethod != HttpMethods.Head);
            options.SupportNonNullableReferenceTypes();
            options.NonNullableReferenceTypesAsRequired();
            options.CustomSchemaIds(SchemaName);
            options.MapType<EndpointDescriptions.FileContentMarker>(ValueSchemas.File);
            options.MapType<Threshold>(ValueSchemas.Threshold);
            options.MapType<CropRegion>(ValueSchemas.Region);
            // The result of a job has a different form for each kind.
            options.MapType<JsonNode>(() => new OpenApiSchema());
            options.ParameterFilter<ParameterFilter>();
            options.OperationFilter<FormFilter>();
            options.OperationFilter<CommonProblemsFilter>();
            options.SchemaFilter<ExampleFilter>();
            options.SchemaFilter<MemberFilter>();
            options.DocumentFilter<DocumentFilter>();
            options.IncludeXmlComments(Path.Combine(AppContext.BaseDirectory, "ImageSearch.Api.xml"));
            options.IncludeXmlComments(Path.Combine(AppContext.BaseDirectory, "ImageSearch.Contracts.xml"));
        });
    }

    public static void UseOpenApiDocument(this WebApplication app)
    {
        app.Use(AnswerHead);
        app.UseSwagger(options =>
        {
            options.RouteTemplate = "openapi/{documentName}.json";
            options.OpenApiVersion = SpecVersion;
        });
        app.UseSwaggerUI(options =>
        {
            options.RoutePrefix = "swagger";
            options.DocumentTitle = "ImageSearch API";
            options.SwaggerEndpoint($"/openapi/{DocumentName}.json", "ImageSearch v1");
            options.DisplayRequestDuration();
            options.EnableTryItOutByDefault();
            // No request may leave the machine, so the UI must not call a validator on the web.
            options.ConfigObject.ValidatorUrl = null;
            options.ConfigObject.AdditionalItems["validatorUrl"] = "none";
        });
    }

    // Swashbuckle answers only GET. The server still omits the body, because it knows the original method.
    private static async Task AnswerHead(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path;
        var isHead = HttpMethods.IsHead(context.Request.Method) && (path.StartsWithSegments("/swagger") || path.StartsWithSegments("/openapi"));
        if (isHead)
            context.Request.Method = HttpMethods.Get;
        await next(context);
        if (isHead)
            context.Request.Method = HttpMethods.Head;
    }

    // Clients know "ListContract<ImageContract>" as "ImageList" and "ImageContract" as "Image".
    private static string SchemaName(Type type)
    {
        var name = type.Name.Split('`')[0].Replace("Contract", "", StringComparison.Ordinal);
        return type.IsGenericType ? string.Concat(type.GetGenericArguments().Select(SchemaName)) + name : name;
    }
}
