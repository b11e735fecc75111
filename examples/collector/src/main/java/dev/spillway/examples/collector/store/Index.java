package dev.spillway.examples.collector.store;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogByteSizeMergePolicy;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.store.FSDirectory;

/**
 * The files of Lucene. A commit says up to which position of the log it holds everything, so that after a kill the
 * index goes on where its last commit ended. One thread writes; any may search.
 */
final class Index implements AutoCloseable {

    /** The order of documents: the newest first, so that a search for the newest ends early. */
    static final Sort NEWEST_FIRST = new Sort(new SortField(EventDocument.ID, SortField.Type.LONG, true));

    /** Changes with what stands in a document; an index of another format is made anew. */
    private static final String FORMAT = "1";

    private static final int BUFFER_MEGABYTES = 32;
    private static final int MOST_MERGES_WAITING = 6;

    private final FSDirectory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final EventDocument document = new EventDocument();
    private final Usage usage;
    private long position;
    private boolean changed;

    private Index(Path path) throws IOException {
        directory = FSDirectory.open(path);
        ConcurrentMergeScheduler merges = new ConcurrentMergeScheduler();
        merges.setMaxMergesAndThreads(MOST_MERGES_WAITING, 1);
        IndexWriterConfig config = new IndexWriterConfig()
                .setIndexSort(NEWEST_FIRST)
                .setRAMBufferSizeMB(BUFFER_MEGABYTES)
                .setMergePolicy(new LogByteSizeMergePolicy())
                .setMergeScheduler(merges)
                .setCommitOnClose(false);
        writer = new IndexWriter(directory, config);
        searchers = new SearcherManager(writer, null);
        Map<String, String> data = new HashMap<>();
        writer.getLiveCommitData().forEach(entry -> data.put(entry.getKey(), entry.getValue()));
        if (!data.isEmpty() && !FORMAT.equals(data.get("format"))) {
            closeAll();
            throw new IndexFormatTooOldException(path.toString(), "made by another version of the collector");
        }
        position = Long.parseLong(data.getOrDefault("position", "0"));
        usage = Usage.read(data);
    }

    /**
     * Opens the index, or an empty one if it is damaged.
     *
     * @param logEnd where the log ends; what the index holds beyond, the machine has lost of the log
     */
    static Index open(Path path, long logEnd, Consumer<String> notices) throws IOException {
        Index index;
        try {
            index = new Index(path);
        } catch (CorruptIndexException
                | IndexFormatTooOldException
                | IndexFormatTooNewException
                | EOFException
                | FileNotFoundException
                | NoSuchFileException
                | IllegalArgumentException e) {
            notices.accept("The index cannot be used (" + e.getMessage() + "); it is made anew from the log.");
            deleteFiles(path);
            index = new Index(path);
        }
        if (index.position > logEnd) {
            index.writer.deleteDocuments(LongPoint.newRangeQuery(EventDocument.ID, logEnd, Long.MAX_VALUE));
            index.position = logEnd;
        }
        return index;
    }

    private static void deleteFiles(Path path) throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(path)) {
            files = entries.toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }

    /** Position of the log up to which everything is in the index. */
    long position() {
        return position;
    }

    Usage usage() {
        return usage;
    }

    SearcherManager searchers() {
        return searchers;
    }

    void add(StoredEvent event, long end) throws IOException {
        writer.addDocument(document.fill(event));
        usage.add(event);
        position = end;
        changed = true;
    }

    /** Forgets events below the id. */
    void deleteBefore(long id) throws IOException {
        writer.deleteDocuments(LongPoint.newRangeQuery(EventDocument.ID, 0, id - 1));
        changed = true;
    }

    /** Lets searches find what was added. */
    void refresh() throws IOException {
        searchers.maybeRefreshBlocking();
    }

    /** Makes what was added outlast the process, if there is any. */
    void commit() throws IOException {
        if (!changed) {
            return;
        }
        Map<String, String> data = new HashMap<>();
        data.put("format", FORMAT);
        data.put("position", Long.toString(position));
        usage.writeTo(data);
        writer.setLiveCommitData(data.entrySet());
        writer.commit();
        changed = false;
    }

    /** Ends without another commit; a failed index can only be closed so. */
    @Override
    public void close() throws IOException {
        closeAll();
    }

    private void closeAll() throws IOException {
        try (directory;
                writer) {
            searchers.close();
        }
    }
}
