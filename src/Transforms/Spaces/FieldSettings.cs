using System.Collections;
using System.Globalization;
using System.Reflection;

namespace NasPipelines.Spaces;

/// <summary>The settings of an instance of somebody's own class: the values of its fields, where these are plain.</summary>
internal static class FieldSettings
{
    private const int Deepest = 6;

    /// <summary>"factor=1000; name='scale'": every field of the instance, those of its base classes included.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="root">The base class of the product, whose own fields are not settings.</param>
    /// <param name="name">What the instance is called, for the message.</param>
    /// <exception cref="InvalidOperationException">
    /// A field is not a number, text, enumeration, list or object of them; the message says what to override.
    /// </exception>
    public static string Of(object instance, Type root, string name)
    {
        return Fields(instance, 0);

        string Fields(object of, int depth)
        {
            var fields = new List<string>();
            for (var type = of.GetType(); type is not null && type != root && type != typeof(object); type = type.BaseType)
            {
                fields.AddRange(type
                    .GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                    .OrderBy(f => f.Name, StringComparer.Ordinal)
                    .Select(f => $"{f.Name}={Text(f.GetValue(of), f, depth)}"));
            }

            return string.Join("; ", fields);
        }

        string Text(object? value, FieldInfo field, int depth) => value switch
        {
            null => "null",
            string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
            Enum => $"{value}",
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            float number => number.ToString("R", CultureInfo.InvariantCulture),
            bool or char => $"{value}",
            IFormattable number when value.GetType().IsValueType => number.ToString(null, CultureInfo.InvariantCulture),
            IDictionary => throw Unknown(field),
            IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(i => Text(i, field, depth)))}]",
            _ when depth < Deepest && IsPlain(value.GetType()) => $"{{{Fields(value, depth + 1)}}}",
            _ => throw Unknown(field),
        };

        InvalidOperationException Unknown(FieldInfo field) => new(
            $"What the scores of '{name}' depend on cannot be told from its field {field.Name} "
            + $"({field.FieldType.Name}): override Settings in "
            + $"{instance.GetType().Name} with a text of its settings.");
    }

    // Data of one's own; what is of the runtime (locks, lazy values, functions) says nothing by its fields.
    private static bool IsPlain(Type type) =>
        !typeof(Delegate).IsAssignableFrom(type) && type.Namespace?.StartsWith("System", StringComparison.Ordinal) != true;
}
