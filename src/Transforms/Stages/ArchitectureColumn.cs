using NasPipelines.Annotations;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Scoring;
using NasPipelines.Spaces;

namespace NasPipelines.Stages;

/// <summary>The column of architectures of a view: found by name, checked, and read as <see cref="Architecture"/> objects.</summary>
public static class ArchitectureColumn
{
    /// <summary>A view of architectures: the column <c>Architecture</c>, which says its search space.</summary>
    /// <param name="space">The search space.</param>
    /// <param name="architectures">The architectures, one per row.</param>
    /// <param name="provenance">A JSON object that says where they come from.</param>
    /// <param name="columns">Columns of numbers, a value per architecture.</param>
    /// <exception cref="ArgumentException">A column has another number of values.</exception>
    public static IDataView ViewOf(
        SearchSpace space, IReadOnlyList<Architecture> architectures, string provenance = "{}",
        params (string Name, double[] Values)[] columns)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(architectures);
        ArgumentException.ThrowIfNullOrEmpty(provenance);
        ArgumentNullException.ThrowIfNull(columns);
        return Array.Find(columns, c => c.Values.Length != architectures.Count) is { Name: { } name } other
            ? throw new ArgumentException(
                $"Column '{name}' has {other.Values.Length} values for {architectures.Count} architectures.", nameof(columns))
            : new ArchitectureView(space, provenance, architectures, [.. columns.Select(c => new ViewColumn(c.Name, c.Values))]);
    }

    /// <summary>Checks that there is such a column of text.</summary>
    /// <param name="schema">The columns of a view.</param>
    /// <param name="name">Name of the column.</param>
    /// <exception cref="ArgumentException">There is none, or it is of another type; the message lists the columns.</exception>
    public static DataViewSchema.Column Require(DataViewSchema schema, string name)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var column = schema.GetColumnOrNull(name);
        Check(name, column?.Type.ToString(), column?.Type is TextDataViewType, schema.Where(c => !c.IsHidden).Select(c => c.Name));
        return column!.Value;
    }

    /// <summary>The same for the shape of a schema.</summary>
    /// <exception cref="ArgumentException">There is no such column, or it is of another type.</exception>
    internal static void Require(SchemaShape shape, string name)
    {
        var columns = shape.Where(c => c.Name == name).ToList();
        var isText = columns.Any(c => c.ItemType is TextDataViewType && c.Kind == SchemaShape.Column.VectorKind.Scalar);
        Check(name, columns.Count > 0 ? columns[0].ItemType.ToString() : null, isText, shape.Select(c => c.Name));
    }

    /// <summary>The search space that a column says its architectures are of; null where it does not say.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="name">Name of the column.</param>
    /// <param name="known">Spaces that names are looked for among.</param>
    /// <exception cref="ArgumentException">The column names a space that is not known here.</exception>
    public static SearchSpace? SpaceOf(DataViewSchema schema, string name, IReadOnlyList<SearchSpace>? known = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        if (schema.GetColumnOrNull(name) is not { } column)
        {
            return null;
        }

        return SpaceText.Of(column)?.Space
            ?? (AnnotationText.Of(column, AnnotationText.SearchSpace) is { } text ? SearchSpaces.Get(text, known) : null);
    }

    /// <summary>How texts of a column become architectures: those the view was made with are not parsed again.</summary>
    /// <param name="column">The column.</param>
    /// <param name="space">The space to read them in.</param>
    public static Func<string, Architecture> Parser(DataViewSchema.Column column, SearchSpace space) =>
        RowScores.Guarded(space, SpaceText.Of(column) is { } text && ReferenceEquals(text.Space, space) ? text.Parse : null);

    /// <summary>All rows of a column.</summary>
    /// <param name="view">The view.</param>
    /// <param name="name">Name of the column.</param>
    /// <param name="space">The space to read them in.</param>
    /// <exception cref="FormatException">A row is no architecture of the space; the message names the row.</exception>
    public static IReadOnlyList<(string Text, Architecture Architecture)> Read(IDataView view, string name, SearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(space);
        return Read(view, name, space, BadRows.Fail).Rows;
    }

    /// <summary>The rows of a column that are architectures, and what is wrong with the others where that is no error.</summary>
    internal static (IReadOnlyList<(string Text, Architecture Architecture)> Rows, IReadOnlyList<FormatException> Bad) Read(
        IDataView view, string name, SearchSpace space, BadRows badRows)
    {
        var column = Require(view.Schema, name);
        var parse = Parser(column, space);
        List<(string, Architecture)> rows = [];
        List<FormatException> bad = [];
        foreach (var text in view.GetColumn<string>(column))
        {
            try
            {
                rows.Add((text, parse(text)));
            }
            catch (FormatException e)
            {
                bad.Add(
                    badRows == BadRows.Missing ? e : throw new FormatException($"{RowScores.Where(rows.Count, name)}: {e.Message}", e));
            }
        }

        return (rows, bad);
    }

    private static void Check(string name, string? type, bool isText, IEnumerable<string> columns)
    {
        if (!isText)
        {
            var found = type is null ? $"there is no such column; the view has {string.Join(", ", columns)}" : $"it is of type {type}";
            throw new ArgumentException($"Column '{name}' must be a text column of architectures: {found}.");
        }
    }
}
