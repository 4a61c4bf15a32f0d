/* Names and trees of nodes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "forms/node.h"

struct garden {
    struct names *names;
    struct tree t;
    const struct name *tree, *leaf, *id;
};

static void set_up(struct garden *g) {
    g->names = names_new();
    g->tree = names_get(g->names, NULL, "tree");
    g->leaf = names_get(g->names, NULL, "leaf");
    g->id = names_get(g->names, NULL, "id");
    tree_init(&g->t);
}

static void tear_down(struct garden *g) {
    tree_free(&g->t);
    names_free(g->names);
}

static void equal_names_are_one(void **state) {
    (void)state;
    struct names *names = names_new();
    const struct name *a = names_get(names, NULL, "age");
    assert_ptr_equal(a, names_get(names, "", "age"));
    assert_ptr_equal(a, names_getn(names, "", "ages", 3));
    assert_ptr_not_equal(a, names_get(names, "urn:x", "age"));
    assert_ptr_not_equal(a, names_get(names, NULL, "ag"));
    assert_ptr_not_equal(names_get(names, "ab", "c"), names_get(names, "a", "bc"));
    assert_string_equal(a->local, "age");
    assert_string_equal(a->uri, "");
    names_free(names);
    names_free(NULL);
}

static void names_stay_when_the_table_grows(void **state) {
    (void)state;
    enum { COUNT = 5000 };
    struct names *names = names_new();
    const struct name *first[COUNT];
    char text[16];
    for (int i = 0; i < COUNT; i++) {
        snprintf(text, sizeof(text), "n%d", i);
        first[i] = names_get(names, i % 2 ? "urn:odd" : NULL, text);
    }
    for (int i = 0; i < COUNT; i++) {
        snprintf(text, sizeof(text), "n%d", i);
        assert_ptr_equal(first[i], names_get(names, i % 2 ? "urn:odd" : NULL, text));
        assert_string_equal(first[i]->local, text);
    }
    names_free(names);
}

static void nodes_stand_where_they_were_put(void **state) {
    (void)state;
    struct garden g;
    set_up(&g);
    struct node *root = node_add(&g.t, g.t.document, NODE_ELEMENT, g.tree, "", NULL);
    struct node *a = node_add(&g.t, root, NODE_ELEMENT, g.leaf, "1", NULL);
    struct node *b = node_add(&g.t, root, NODE_ELEMENT, g.leaf, "2", a);
    struct node *id = node_add(&g.t, root, NODE_ATTRIBUTE, g.id, "x", NULL);
    struct node *c = node_add(&g.t, root, NODE_ELEMENT, g.leaf, "3", NULL);
    assert_ptr_equal(node_child(root, g.leaf), a);
    assert_ptr_equal(node_attr(root, g.id), id);
    assert_null(node_child(root, g.id));
    assert_null(node_attr(a, g.id));
    assert_true(a->next == b && b->next == c && !c->next);
    assert_int_equal(node_position(c), 3);
    assert_int_equal(node_position(id), 1);
    a->template = true;
    assert_int_equal(node_position(c), 2);
    assert_true(node_is_leaf(a) && !node_is_leaf(root));
    assert_ptr_equal(node_document(id), g.t.document);
    tree_order(&g.t);
    assert_true(g.t.document->order < root->order && root->order < id->order &&
                id->order < a->order && a->order < b->order && b->order < c->order);
    tear_down(&g);
}

static void a_walk_meets_all_elements_once(void **state) {
    (void)state;
    struct garden g;
    set_up(&g);
    struct node *root = node_add(&g.t, g.t.document, NODE_ELEMENT, g.tree, "", NULL);
    struct node *a = node_add(&g.t, root, NODE_ELEMENT, g.tree, "", NULL);
    struct node *in_a = node_add(&g.t, a, NODE_ELEMENT, g.leaf, "1", NULL);
    struct node *b = node_add(&g.t, root, NODE_ELEMENT, g.leaf, "2", NULL);
    struct node *want[] = {root, a, in_a, b};
    size_t i = 0;
    for (struct node *n = root; n; n = node_after(n, root))
        assert_ptr_equal(n, want[i++]);
    assert_int_equal(i, 4);
    assert_ptr_equal(node_after(a, a), in_a);
    assert_null(node_after(in_a, a));
    tear_down(&g);
}

static void a_value_may_be_set_from_itself(void **state) {
    (void)state;
    struct garden g;
    set_up(&g);
    struct node *root = node_add(&g.t, g.t.document, NODE_ELEMENT, g.tree, "read", NULL);
    node_set(&g.t, root, "first");
    node_set(&g.t, root, root->value + 2);
    assert_string_equal(root->value, "rst");
    node_set(&g.t, root, "");
    assert_string_equal(root->value, "");
    tear_down(&g);
}

static void a_value_that_grows_leaves_nothing_behind(void **state) {
    (void)state;
    struct garden g;
    char text[101] = "";
    const char *place[4];
    size_t places = 0;
    set_up(&g);
    struct node *root = node_add(&g.t, g.t.document, NODE_ELEMENT, g.tree, "read", NULL);
    node_set(&g.t, root, "");
    assert_int_equal(root->place, 0); /* an empty one needs none */
    for (size_t n = 0; n < 100; n++) {
        text[n] = 'x';
        node_set(&g.t, root, text);
        assert_string_equal(root->value, text);
        if (places == 0 || place[places - 1] != root->value)
            place[places++] = root->value;
    }
    assert_int_equal(places, 4); /* of 16, 32, 64 and 128 bytes */
    for (size_t i = 0; i < 3; i++)
        for (size_t k = 0; k < (size_t)16 << i; k++)
            assert_int_equal(place[i][k], 0);
    node_set(&g.t, root, "y");
    assert_ptr_equal(root->value, place[3]);
    for (size_t k = 1; k < 128; k++)
        assert_int_equal(place[3][k], 0);
    node_remove(&g.t, root);
    assert_int_equal(place[3][0], 0);
    tear_down(&g);
}

static void copies_are_whole_and_apart(void **state) {
    (void)state;
    struct garden g;
    set_up(&g);
    struct node *root = node_add(&g.t, g.t.document, NODE_ELEMENT, g.tree, "", NULL);
    struct node *a = node_add(&g.t, root, NODE_ELEMENT, g.tree, "", NULL);
    struct node *in_a = node_add(&g.t, a, NODE_ELEMENT, g.leaf, "1", NULL);
    node_add(&g.t, in_a, NODE_ATTRIBUTE, g.id, "x", NULL);
    node_set(&g.t, in_a, "answer");
    tree_order(&g.t);
    struct node *copy = node_copy(&g.t, a, root, a);
    struct node *first = node_copy(&g.t, in_a, root, NULL);
    node_set(&g.t, in_a, "other");
    assert_string_equal(copy->child->value, "answer");
    assert_string_equal(copy->child->attr->value, "x");
    assert_ptr_equal(copy->child->parent, copy);
    assert_true(root->child == first && first->next == a && a->next == copy && !copy->next);
    tree_order(&g.t);
    assert_true(first->order < a->order && a->order < copy->order);
    node_remove(&g.t, a);
    assert_true(first->next == copy);
    assert_string_equal(in_a->value, "");
    assert_string_equal(copy->child->value, "answer");
    node_remove(&g.t, copy->child->attr);
    assert_null(copy->child->attr);
    tear_down(&g);
}

static void an_unused_tree_can_be_freed(void **state) {
    (void)state;
    struct tree t = {0};
    tree_free(&t);
    tree_init(&t);
    tree_order(&t);
    tree_free(&t);
    tree_free(&t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_names_are_one),
        cmocka_unit_test(names_stay_when_the_table_grows),
        cmocka_unit_test(nodes_stand_where_they_were_put),
        cmocka_unit_test(a_walk_meets_all_elements_once),
        cmocka_unit_test(a_value_may_be_set_from_itself),
        cmocka_unit_test(a_value_that_grows_leaves_nothing_behind),
        cmocka_unit_test(copies_are_whole_and_apart),
        cmocka_unit_test(an_unused_tree_can_be_freed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
