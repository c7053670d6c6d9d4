using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using ImageSearch.Api.Search;
using ImageSearch.Imaging;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ImageSearch.Api.OpenApi;

/// <summary>Describes parameters as clients write them, from the same attributes that validate them.</summary>
internal sealed class ParameterFilter : IParameterFilter
{
    public void Apply(IOpenApiParameter parameter, ParameterFilterContext context)
    {
        if (parameter is not OpenApiParameter concrete)
            return;
        var attributes = context.ApiParameterDescription.CustomAttributes().ToList();
        // Names that come from a record's properties would have C#'s capital letter.
        if (concrete is { In: ParameterLocation.Query, Name: { } name })
            concrete.Name = JsonNamingPolicy.CamelCase.ConvertName(name);
        concrete.Required |= attributes.OfType<RequiredAttribute>().Any();
        concrete.Description = attributes.OfType<DescriptionAttribute>().FirstOrDefault()?.Description;

        var declared = context.ApiParameterDescription.ParameterDescriptor?.ParameterType ?? typeof(string);
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (type == typeof(Threshold) || type == typeof(CropRegion))
            concrete.Schema = type == typeof(Threshold) ? ValueSchemas.Threshold() : ValueSchemas.Region();
        if (concrete.Schema is OpenApiSchema schema)
            Complete(schema, attributes, isId: concrete.In == ParameterLocation.Path);
    }

    private static void Complete(OpenApiSchema schema, List<object> attributes, bool isId)
    {
        // The parameter has the same description.
        schema.Description = null;
        if (attributes.OfType<AllowedValuesAttribute>().FirstOrDefault() is { } allowed)
            schema.Enum = [.. allowed.Values.Select(value => JsonValue.Create((int)value!))];
        if (isId && schema.Type == JsonSchemaType.Integer)
            schema.Minimum = "1";
    }
}
