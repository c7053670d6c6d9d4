using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using ImageSearch.Api.Errors;
using ImageSearch.Api.Search;
using ImageSearch.Imaging;

namespace ImageSearch.Api.Parameters;

/// <summary>
/// The rules of an endpoint's query, read from the parameters of its handler: their types, and the attributes that also produce the OpenAPI
/// document. They are applied before the framework binds the parameters. The framework would accept enums by number, refuse their JSON
/// names, and answer without the allowed values.
/// </summary>
internal sealed class QueryRules
{
    private readonly List<(string Name, Rule Rule)> _rules;

    private QueryRules(List<(string Name, Rule Rule)> rules) => _rules = rules;

    public static QueryRules Of(MethodInfo handler) => new(handler.GetParameters().SelectMany(Of).ToList());

    /// <summary>Leaves a query that can be bound; empty values count as absent.</summary>
    /// <exception cref="BadParameterException">A parameter is not valid.</exception>
    public void Apply(HttpRequest request)
    {
        var query = request.Query.ToDictionary(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, rule) in _rules.Where(rule => query.ContainsKey(rule.Name)))
        {
            var text = query[name].ToString();
            if (text.Length == 0)
            {
                query.Remove(name);
                continue;
            }

            rule.Check(name, text);
            query[name] = rule.ToBindable(text);
        }

        request.Query = new QueryCollection(query);
    }

    private static IEnumerable<(string Name, Rule Rule)> Of(ParameterInfo parameter)
    {
        if (parameter.GetCustomAttribute<AsParametersAttribute>() is null)
            return Of(parameter.Name!, parameter.ParameterType, parameter);
        return parameter.ParameterType.GetProperties().SelectMany(property => Of(property.Name, property.PropertyType, property));
    }

    private static IEnumerable<(string Name, Rule Rule)> Of(string name, Type declared, ICustomAttributeProvider attributes)
    {
        var rule = Of(Nullable.GetUnderlyingType(declared) ?? declared, attributes);
        return rule is null ? [] : [(JsonNamingPolicy.CamelCase.ConvertName(name), rule)];
    }

    private static Rule? Of(Type type, ICustomAttributeProvider attributes)
    {
        if (Attribute<AllowedValuesAttribute>(attributes) is { } allowed)
            return Rule.OneOf(allowed.Values.Select(value => value!.ToString()!).ToList());
        if (type.IsEnum)
            return Rule.OneOf(type);
        if (type == typeof(bool))
            return Rule.Truth;
        if (type == typeof(DateTimeOffset))
            return Rule.Instant;
        if (type == typeof(CropRegion))
            return Rule.Region;
        if (type == typeof(Threshold))
            return Threshold.Rule;
        return Attribute<RangeAttribute>(attributes) is { } range
            ? Rule.WholeNumber(Convert.ToInt64(range.Minimum), Convert.ToInt64(range.Maximum))
            : null;
    }

    private static T? Attribute<T>(ICustomAttributeProvider attributes)
        where T : Attribute => attributes.GetCustomAttributes(typeof(T), inherit: true).OfType<T>().FirstOrDefault();
}
