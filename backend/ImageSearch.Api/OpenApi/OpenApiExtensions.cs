using System.Text.Json.Nodes;
using ImageSearch.Api.Parameters;
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
            options.SwaggerDoc(DocumentName, new OpenApiInfo { Title = "ImageSearch", Version = DocumentName, Description = Description });
            options.SupportNonNullableReferenceTypes();
            options.NonNullableReferenceTypesAsRequired();
            options.CustomSchemaIds(SchemaName);
            options.MapType<EndpointDescriptions.FileContentMarker>(() => new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" });
            // Whatever a kind of job answers.
            options.MapType<JsonNode>(() => new OpenApiSchema());
            options.ParameterFilter<ParameterNameFilter>();
            options.OperationFilter<FormFilter>();
            options.OperationFilter<CommonProblemsFilter>();
            options.SchemaFilter<ExampleFilter>();
            options.IncludeXmlComments(Path.Combine(AppContext.BaseDirectory, "ImageSearch.Api.xml"));
        });
    }

    public static void UseOpenApiDocument(this WebApplication app)
    {
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
            // No request leaves the machine: the UI must not ask a validator on the web.
            options.ConfigObject.ValidatorUrl = null;
            options.ConfigObject.AdditionalItems["validatorUrl"] = "none";
        });
    }

    // "ListContract<ImageContract>" is "ImageList" to clients; "ImageContract" is "Image".
    private static string SchemaName(Type type)
    {
        var name = type.Name.Split('`')[0].Replace("Contract", "", StringComparison.Ordinal);
        return type.IsGenericType ? string.Concat(type.GetGenericArguments().Select(SchemaName)) + name : name;
    }
}
