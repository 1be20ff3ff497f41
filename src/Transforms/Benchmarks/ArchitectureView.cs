using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Numerics;

namespace NasPipelines.Benchmarks;

/// <summary>Architectures and their numbers in memory as a view: cursors read the arrays in place.</summary>
internal sealed class ArchitectureView : IDataView
{
    /// <summary>The name of the column of architectures.</summary>
    public const string ArchitectureColumn = "Architecture";

    private readonly IReadOnlyList<string> architectures;
    private readonly IReadOnlyList<ViewColumn> columns;

    /// <param name="space">The name of the search space, kept as an annotation.</param>
    /// <param name="provenance">A JSON object that says where the architectures come from, kept as an annotation.</param>
    /// <param name="architectures">The architectures as text.</param>
    /// <param name="columns">The names of the columns of numbers.</param>
    /// <param name="values">The numbers of each column, one per architecture.</param>
    /// <param name="singlePrecision">Whether the columns are <see cref="float"/>.</param>
    public ArchitectureView(
        string space, string provenance, IReadOnlyList<string> architectures, IReadOnlyList<string> columns, double[][] values, bool singlePrecision)
        : this(space, provenance, architectures, [.. columns.Select((name, i) => new ViewColumn(name, Precise(values[i], singlePrecision)))])
    {
    }

    /// <param name="space">The name of the search space, kept as an annotation.</param>
    /// <param name="provenance">A JSON object that says where the architectures come from, kept as an annotation.</param>
    /// <param name="architectures">The architectures as text.</param>
    /// <param name="columns">The columns of numbers, one value per architecture.</param>
    public ArchitectureView(string space, string provenance, IReadOnlyList<string> architectures, IReadOnlyList<ViewColumn> columns)
    {
        this.architectures = architectures;
        this.columns = columns;
        var schema = new DataViewSchema.Builder();
        schema.AddColumn(ArchitectureColumn, TextDataViewType.Instance, ViewAnnotations.ForArchitectures(space, provenance));
        foreach (var column in columns)
        {
            schema.AddColumn(column.Name, column.Type, ViewAnnotations.ForNumbers(column.Provenance));
        }

        Schema = schema.ToSchema();
    }

    public bool CanShuffle => true;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => architectures.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(this, columnsNeeded, rand is null ? null : Permutation(rand));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private int[] Permutation(Random random)
    {
        var generator = new SplitMix64((ulong)random.NextInt64());
        int[] order = [.. Enumerable.Range(0, architectures.Count)];
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = (int)generator.NextInteger(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    private sealed class Cursor(ArchitectureView view, IEnumerable<DataViewSchema.Column> columnsNeeded, int[]? order) : DataViewRowCursor
    {
        private const long Ended = -2;

        private readonly HashSet<int> active = [.. columnsNeeded.Select(column => column.Index)];
        private long position = -1;

        public override long Position => position;

        public override long Batch => 0;

        public override DataViewSchema Schema => view.Schema;

        private int Row => order is null ? (int)position : order[position];

        public override bool MoveNext()
        {
            position = position == Ended || position + 1 >= view.architectures.Count ? Ended : position + 1;
            return position != Ended;
        }

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new((ulong)Row, 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (!IsColumnActive(column))
            {
                throw new ArgumentException($"column {column.Name} was not asked for when the cursor was made");
            }

            Delegate getter = column.Index == 0
                ? new ValueGetter<ReadOnlyMemory<char>>((ref ReadOnlyMemory<char> text) => text = view.architectures[Row].AsMemory())
                : Values(view.columns[column.Index - 1].Values);
            return getter as ValueGetter<TValue>
                ?? throw new ArgumentException($"column {column.Name} is {column.Type}, not {typeof(TValue).Name}");
        }

        private Delegate Values(Array values) => values switch
        {
            float[] numbers => Of(numbers),
            long[] numbers => Of(numbers),
            int[] numbers => Of(numbers),
            _ => Of((double[])values),
        };

        private ValueGetter<T> Of<T>(T[] numbers) => (ref T value) => value = numbers[Row];
    }

    private static Array Precise(double[] values, bool singlePrecision) =>
        singlePrecision ? Array.ConvertAll(values, value => (float)value) : values;
}
