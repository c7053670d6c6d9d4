using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ImageSearch.Api.OpenApi;

/// <summary>Adds the example of every contract, written by the serialiser of the answers.</summary>
internal sealed class ExampleFilter(IOptions<JsonOptions> json) : ISchemaFilter
{
    private readonly JsonSerializerOptions _answer = json.Value.SerializerOptions;

    // Members of a body may be omitted, so an example shows only the important ones.
    private readonly JsonSerializerOptions _body = new(json.Value.SerializerOptions) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema concrete || !ContractExamples.ByType.TryGetValue(context.Type, out var example))
            return;
        var isBody = context.Type.GetCustomAttribute<JsonUnmappedMemberHandlingAttribute>() is not null;
        concrete.Examples = [JsonSerializer.SerializeToNode(example, context.Type, isBody ? _body : _answer)!];
    }
}
