using System.Collections.Immutable;
using Microsoft.ML;
using NasPipelines.Combinations;
using NasPipelines.Scoring;
using NasPipelines.Spaces;

namespace NasPipelines.Compat.Tables;

/// <summary>How the score behind a published figure is had from a table of architectures.</summary>
internal abstract record ScoreSource
{
    /// <summary>What can be counted on the architectures alone.</summary>
    public virtual IEnumerable<string> Counts => [];

    /// <summary>What is not there where the score cannot be had.</summary>
    public abstract string Lacking(TableRows rows);

    /// <summary>The column of the score, added where it is not there yet; null where it cannot be had.</summary>
    public abstract string? In(TableRows rows);

    /// <summary>
    /// The score of a name: computed by its preset or counted where the name is one of those, else a column, by the names that other tables
    /// give it too.
    /// </summary>
    public static ScoreSource Named(string name) =>
        CombinationPresets.All.FirstOrDefault(preset => preset.Name == name) is { } preset ? new Aggregate(preset)
        : NasDataCatalog.IsCost(name) ? new Counted(name)
        : new Column(ColumnNames.Of(name));

    /// <summary>A count such as parameters; a column of that name is not looked at, since tables count in ways of their own.</summary>
    internal sealed record Counted(string Name) : ScoreSource
    {
        public override IEnumerable<string> Counts => [Name];

        public override string Lacking(TableRows rows) => Name;

        public override string In(TableRows rows) => Name;

        /// <summary>A view with counts in place of columns that are called like them.</summary>
        public static IDataView Add(NasCatalog nas, IDataView data, IEnumerable<string> names, RunOptions? run)
        {
            string[] wanted = [.. names.Distinct()];
            string[] there = [.. wanted.Where(name => data.Schema.GetColumnOrNull(name) is not null)];
            var others = there.Length == 0 ? data : new MLContext().Transforms.DropColumns(there).Fit(data).Transform(data);
            return nas.Data.AddCosts(others, wanted, run: run);
        }
    }

    /// <summary>A column of the table, by any of its names, that of the protocol's data set first.</summary>
    internal sealed record Column(params ImmutableArray<string> Names) : ScoreSource
    {
        public override string Lacking(TableRows rows) => string.Join(" or ", Names);

        public override string? In(TableRows rows) => rows.Find(Names);
    }

    /// <summary>A published combination of ranks, among the rows of the protocol.</summary>
    internal sealed record Aggregate(CombinationPreset Preset) : ScoreSource
    {
        public override IEnumerable<string> Counts => Parts.SelectMany(part => part.Counts);

        public override string Lacking(TableRows rows) =>
            string.Join(" and ", Parts.Where(part => part.In(rows) is null).Select(part => part.Lacking(rows)));

        private IEnumerable<ScoreSource> Parts => Preset.ScoreColumnNames.Select(Named);

        public override string? In(TableRows rows)
        {
            // A column of the preset's name that a table has is a combination among other rows.
            var name = $"{Preset.Name} among these rows";
            string?[] columns = [.. Parts.Select(part => part.In(rows))];
            return columns.Contains(null) ? null : rows.Add(
                name, view => rows.Nas.Transforms.Combine(
                    name, [.. columns.OfType<string>()], Preset.Rule, Preset.MissingScores).Fit(view).Transform(view));
        }
    }

    /// <summary>A number that an architecture's genes tell.</summary>
    internal sealed record Structure(string Name, Func<Architecture, double> Of) : ScoreSource
    {
        public override string Lacking(TableRows rows) => Name;

        public override string In(TableRows rows) => rows.Add(Name, view =>
        {
            var transforms = new MLContext().Transforms;
            return transforms.CustomMapping<Cell, Number>(
                    (cell, number) => number.Value = Of(rows.Space.Parse(cell.Architecture.ToString())), null)
                .Append(transforms.CopyColumns(Name, nameof(Number.Value)))
                .Append(transforms.DropColumns(nameof(Number.Value))).Fit(view).Transform(view);
        });

        private sealed class Cell
        {
            public ReadOnlyMemory<char> Architecture { get; set; }
        }

        private sealed class Number
        {
            public double Value { get; set; }
        }
    }
}
