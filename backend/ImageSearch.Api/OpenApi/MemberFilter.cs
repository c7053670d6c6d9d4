using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ImageSearch.Api.OpenApi;

/// <summary>
/// Describes members of contracts as their C# declarations do: a nullable reference to another schema may be null, which a bare $ref would
/// not allow. This includes the fields of forms, because generated clients use null for a field that is omitted. No number of this API is
/// negative.
/// </summary>
internal sealed class MemberFilter : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema { Properties: { } members } || context.MemberInfo is not null)
            return;
        var nullability = new NullabilityInfoContext();
        foreach (var property in context.Type.GetProperties().Where(property => members.ContainsKey(NameOf(property))))
        {
            var name = NameOf(property);
            if (members[name] is OpenApiSchema member)
                Complete(member, name);
            else if (members[name] is OpenApiSchemaReference reference && MayBeNull(property, nullability))
                members[name] = OrNull(reference);
        }
    }

    private static void Complete(OpenApiSchema member, string name)
    {
        // NSwag does not recognise a nullable file as a file.
        if (member.Format == "binary" || member.Items?.Format == "binary")
            member.Type &= ~JsonSchemaType.Null;
        if ((member.Type & (JsonSchemaType.Integer | JsonSchemaType.Number)) is not (0 or null))
            member.Minimum ??= name == "id" ? "1" : "0";
    }

    private static OpenApiSchema OrNull(OpenApiSchemaReference reference)
    {
        var either = new OpenApiSchema
        {
            OneOf = [reference, new OpenApiSchema { Type = JsonSchemaType.Null }],
            Description = reference.Reference.Description,
            Default = reference.Reference.Default,
        };
        reference.Reference.Description = null;
        reference.Reference.Default = null;
        return either;
    }

    private static bool MayBeNull(PropertyInfo property, NullabilityInfoContext nullability) =>
        nullability.Create(property).ReadState == NullabilityState.Nullable && property.GetCustomAttribute<RequiredAttribute>() is null;

    private static string NameOf(PropertyInfo property) =>
        property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);
}
