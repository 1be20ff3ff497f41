using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace NasPipelines.Samples.Documentation;

/// <summary>The XML documentation beside an assembly, as Markdown.</summary>
/// <param name="link">The page of a type, or null; given the documentation id.</param>
internal sealed partial class XmlDocs(Func<string, string?> link)
{
    private readonly Dictionary<Assembly, Dictionary<string, XElement>> _loaded = [];

    /// <summary>The documentation of a type.</summary>
    public XElement Of(Type type) => Find(type.Assembly, $"T:{Id(type)}");

    /// <summary>The documentation of a property, which stands with the type that declares it.</summary>
    public XElement Property(Type type, string name)
    {
        var declaring = type.GetProperty(name)?.DeclaringType ?? type;
        return Find(declaring.Assembly, $"P:{Id(declaring)}.{name}");
    }

    /// <summary>The documentation of a value of an enumeration.</summary>
    public XElement Value(Type type, string name) => Find(type.Assembly, $"F:{Id(type)}.{name}");

    /// <summary>The documentation of a type's first constructor, or of the type where a primary constructor shares it.</summary>
    public XElement Constructor(Type type) =>
        Members(type.Assembly).FirstOrDefault(m => m.Key.StartsWith($"M:{Id(type)}.#ctor", StringComparison.Ordinal)).Value ?? Of(type);

    /// <summary>
    /// The public methods of a type by name (the order of files differs between machines), those that inherit their documentation left out.
    /// </summary>
    public IEnumerable<(string Name, XElement Docs)> Methods(Type type)
    {
        var start = $"M:{Id(type)}.";
        var names = type.GetMethods().Where(m => m.DeclaringType == type).Select(m => m.Name).ToHashSet();
        return Members(type.Assembly)
            .Where(m => m.Key.StartsWith(start, StringComparison.Ordinal) && m.Value.Element("summary") is not null)
            .Select(m => (m.Key[start.Length..].Split('(')[0], m.Value))
            .Where(m => names.Contains(m.Item1))
            .OrderBy(m => m.Item1, StringComparer.Ordinal);
    }

    /// <summary>The text of a section, without the tables in it; empty where there is none.</summary>
    public string Text(XElement? section) =>
        section is null ? "" : Spaces().Replace(string.Concat(section.Nodes().Select(Text)), " ").Trim();

    /// <summary>As <see cref="Text(XElement?)"/>, for the cell of a table.</summary>
    public string Cell(XElement? section) => Page.Cell(Text(section));

    /// <summary>The rows of the tables in a member's documentation.</summary>
    public IEnumerable<(string Term, string Text)> Table(XElement docs) =>
        docs.Descendants("item").Select(item => (Cell(item.Element("term")), Cell(item.Element("description"))));

    private static string Id(Type type) => type.FullName!.Replace('+', '.');

    private string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "paramref" } parameter => $"`{parameter.Attribute("name")!.Value}`",
        XElement { Name.LocalName: "see" or "seealso" } see when see.Attribute("cref") is { } reference => Reference(reference.Value),
        XElement { Name.LocalName: "see" } word => $"`{word.Attribute("langword")?.Value}`",
        XElement { Name.LocalName: "list" } => "",
        XElement other => string.Concat(other.Nodes().Select(Text)),
        _ => "",
    };

    private string Reference(string id)
    {
        var path = id[2..].Split('(')[0].Split('.');
        var name = id[0] == 'T' ? path[^1] : $"{path[^2]}.{path[^1]}";
        return link(id) is { } page ? $"[`{name}`]({page})" : $"`{name}`";
    }

    private XElement Find(Assembly assembly, string id) =>
        Members(assembly).GetValueOrDefault(id) ?? throw new InvalidDataException($"{assembly.GetName().Name}.xml documents no {id}.");

    private Dictionary<string, XElement> Members(Assembly assembly)
    {
        if (!_loaded.TryGetValue(assembly, out var members))
        {
            var file = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"));
            _loaded[assembly] = members = file.Descendants("member").ToDictionary(m => m.Attribute("name")!.Value);
        }

        return members;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
