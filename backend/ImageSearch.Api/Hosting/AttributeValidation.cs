using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ImageSearch.Api.Hosting;

/// <summary>Checks options against their attributes. The message of a failure is the attribute's own, which names the setting.</summary>
internal sealed class AttributeValidation<T> : IValidateOptions<T>
    where T : class
{
    public ValidateOptionsResult Validate(string? name, T options)
    {
        var failures = new List<ValidationResult>();
        return Validator.TryValidateObject(options, new ValidationContext(options), failures, validateAllProperties: true)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(failures.Select(failure => failure.ErrorMessage!));
    }
}
